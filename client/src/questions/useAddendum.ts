import { useState } from 'react'
import { unbase64 } from '../../../crypto/bytes.ts'
import { mustPostpone } from '../../../server/law/checks.ts'
import type { Calendar } from '../../../server/law/periods.ts'
import type { Rulebook } from '../../../server/law/rulebook.ts'
import { type Addendum, addendumStatement, affectsBids, postponedDeadline } from '../../../server/questions/addendum.ts'
import { realChanges, termsOf } from '../../../server/questions/changes.ts'
import type { AmendedTerms } from '../../../server/tenders/contract.ts'
import { causeOf, correctionId, correctionsOf, resumedDeadline } from '../../../server/tenders/correction.ts'
import { keyOf, told } from '../../../server/tenders/finding.ts'
import { inspectChanges } from '../../../server/tenders/inspection.ts'
import { draftOf, type Tender } from '../../../server/tenders/tender.ts'
import { withChanges } from '../../../server/tenders/versions.ts'
import { signStatement } from '../app/sign.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { sealsWith } from '../net/sealing.ts'
import { serverNow, useNow } from '../net/useClock.ts'
import { uploadDocument } from '../tenders/Publish.tsx'

/** A document of the version that is being written: one that stays, or a new one. */
export type Draught = { title: string; sha256: string; bytes: number; upload?: string }

interface Remade {
  sha256: string
  bytes: number
  pdf: string
}

/** An addendum while it is written: what it says, what the law makes of it, and how it is signed. */
export function useAddendum(tender: Tender, law: Rulebook, table: Calendar, upheld: string[], onDone: () => void) {
  const before = termsOf(draftOf(tender))
  const [terms, setTerms] = useState<AmendedTerms>({})
  const [documents, setDocuments] = useState<Draught[]>(tender.published?.documents ?? [])
  const [said, setSaid] = useState({ title: '', text: '', affects: false, keeps: false })
  const [answers, setAnswers] = useState<Record<string, string>>({})
  const standing = correctionsOf(tender).map(({ id }) => id)
  const held = upheld.filter((id) => standing.includes(correctionId(id)))
  const rulings = standing.filter((id) => !held.some((one) => correctionId(one) === id)).map(causeOf)
  const [objections, setObjections] = useState<string[]>(held)
  const [seen, setSeen] = useState<{ of: string; sha256: string; size: number; bytes: Uint8Array }>()
  const [reasons, setReasons] = useState<Record<string, string>>({})
  const now = useNow(60_000)
  const draft = draftOf(tender)
  const changes = realChanges(draft, terms)
  const next = withChanges(draft, changes)
  const findings = inspectChanges([draft, next], law, tender.mended).map(told)
  const forced = affectsBids(tender, changes, documents)
  const affects = forced || said.affects
  const late = affects && mustPostpone(now, resumedDeadline(tender, now), law)
  const deadline = late ? postponedDeadline(now, resumedDeadline(tender, now), law, table) : undefined
  const made = useDeed(async () => {
    const of = { changes, ...(deadline === undefined ? {} : { deadline }) }
    const { sha256, bytes, pdf } = await api.post<Remade>(`/tenders/${tender.id}/addenda/preview`, of)
    setSeen({ of: JSON.stringify(of), sha256, size: bytes, bytes: unbase64(pdf) })
  })
  const composed = tender.published?.composed
  const anew = composed !== undefined && Object.keys(changes).length > 0
  const fits = seen?.of === JSON.stringify({ changes, ...(deadline === undefined ? {} : { deadline }) })
  const remade = anew && fits ? seen : undefined
  const inForce = remade
    ? [
        { title: '招标文件', sha256: remade.sha256, bytes: remade.size },
        ...documents.filter((one) => one.sha256 !== composed),
      ]
    : documents
  const add = useDeed(async (file: File) => {
    const ready = await uploadDocument(tender.id, file, () => undefined)
    setDocuments((all) => [...all, ready])
  })
  const issue = useDeed(async () => {
    const moment = serverNow()
    const moved = affects && mustPostpone(moment, resumedDeadline(tender, moment), law)
    const reasoned = findings.flatMap(({ code, where, severity }) => {
      const reason = reasons[keyOf({ code, where })]?.trim()
      return severity === 'warn' && reason ? [{ code, where, reason }] : []
    })
    const keepsSomething = law.addendumKeeps.value.length > 0
    const given = {
      ...(remade ? { composed: remade.sha256 } : {}),
      ...{ version: (tender.published?.version ?? 0) + 1, title: said.title.trim(), text: said.text.trim(), changes },
      ...{ affects, ...(keepsSomething ? { keeps: said.keeps } : {}) },
      ...(moved ? { deadline: postponedDeadline(moment, resumedDeadline(tender, moment), law, table) } : {}),
      answers: Object.entries(answers).flatMap(([question, text]) =>
        text.trim() ? [{ question, text: text.trim() }] : [],
      ),
      objections,
      ...(rulings.length ? { rulings } : {}),
      ...(reasoned.length ? { reasons: reasoned } : {}),
    }
    const cms = await signStatement(
      'addendum.issue',
      addendumStatement(tender.id, { ...given, documents: inForce } as unknown as Addendum),
    )
    const path = `/tenders/${tender.id}`
    const attached = inForce.filter((one) => one !== inForce[0] || !remade)
    const uploads = attached.flatMap(({ upload, sha256 }) =>
      upload ? [{ prepared: `${path}/uploads/${upload}/prepared`, sha256 }] : [],
    )
    const written = {
      ...given,
      documents: attached.map(({ upload, title, sha256 }) => (upload ? { title, upload } : { keep: sha256 })),
    }
    const signed = await sealsWith(`${path}/addenda`, written, uploads)
    await api.post(`${path}/addenda`, { ...written, ...signed, cms })
    onDone()
  })
  return {
    ...{ before, terms, setTerms, changes, documents, setDocuments, said, setSaid, answers, setAnswers },
    ...{ objections, setObjections, forced, affects, deadline, add, issue },
    ...{ next, anew, remade, made, inForce },
    ...{ rulings, now, findings, reasons, setReasons },
  }
}
