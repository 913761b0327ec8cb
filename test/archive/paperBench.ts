import { createHash } from 'node:crypto'
import { createAuthority, newKey } from '../../crypto/authority.ts'
import { type Signer, softSigner } from '../../crypto/signature.ts'
import { ArchiveClosed } from '../../server/archive/dossier.ts'
import { type Breach, logOf } from '../../server/archive/verify/lawful/log.ts'
import { paperRequirements } from '../../server/archive/verify/lawful/papers.ts'
import { readPapers } from '../../server/archive/verify/signedPapers.ts'
import { renderPaper } from '../../server/documents/render.ts'
import { signPdf } from '../../server/documents/sign.ts'
import { instantOf, shippedCalendar } from '../../server/law/periods.ts'
import type { Fact } from '../../server/ledger/event.ts'
import { papers } from '../documents/papers.ts'
import { at, TENDER } from './lawfulLog.ts'
import { works } from './lawfulWorks.ts'

/** The parties of the tender that these papers are about. */
export const { tenderer, supervisor } = logOf(works, shippedCalendar).last
/** When a paper is made, signed, and needed. */
export const made = instantOf('2026-05-20T10:00')
export const signing = instantOf('2026-05-20T11:00')
export const closing = instantOf('2026-06-30T10:00')
/** Kinds of facts that name a paper of these tests. */
const KINDS = [
  ...['paper-laid', 'paper-signed', 'award-answerPaper', 'documents-answerPaper'],
  ...['invitation-recorded', 'invitation-recordSigned', 'tender-paperIssued', 'tender-paperSigned'],
]
const YEAR = 365 * 86_400_000

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
export const fileOf = (pdf: Uint8Array) => ({ file: `signed/${sha256(pdf)}.pdf`, sha256: sha256(pdf) })
/** A PDF with a signature more. */
export const sign = (pdf: Uint8Array, field: string, by: Signer | undefined): Promise<Uint8Array> =>
  signPdf(pdf, { field, name: 'x', reason: '签署', at: signing }, by!, signing)
/** The file is closed, with a reason for papers that lack a signature, if one is given. */
export const closed = (titles: string[] = [], reason?: string): Fact =>
  at(
    closing,
    `archive/${TENDER}`,
    ArchiveClosed({
      ...{ tender: TENDER, facts: 1, keptYears: 15 },
      ...(reason ? { unsigned: { papers: titles, reason } } : {}),
    }),
  )

/** Who signs, a paper that the platform issued, and the judge of what is laid before it. */
export interface PaperBench {
  platform: Signer
  host: Signer
  watch: Signer
  other: Signer
  expert: Signer
  issued: Uint8Array
  /** What is found on a paper, with the files as a package holds them. */
  found(facts: Fact[], files: Uint8Array[], about: string): Promise<Breach[]>
}

/** An authority, its signers, and a stamped paper. */
export async function paperBench(): Promise<PaperBench> {
  const ca = await createAuthority({ name: '测试机构', at: made - YEAR })
  const signer = async (name: string, code?: string): Promise<Signer> => {
    const key = await newKey('p256')
    const subject = code ? { commonName: name, organisation: name, organisationCode: code } : { commonName: name }
    const kind = code ? ('sign' as const) : ('person' as const)
    const span = { notBefore: made - YEAR, notAfter: made + YEAR }
    return softSigner(key, await ca.issue({ subject, kind, spki: key.spki, ...span }), [ca.root])
  }
  const platform = await signer('平台', '915301000000000009')
  const found = async (facts: Fact[], files: Uint8Array[], about: string): Promise<Breach[]> => {
    const log = [...works, ...facts]
    const read = await readPapers(packed(log, files, { roots: [ca.root], intermediates: [], crls: [] }) as never)
    return paperRequirements(read)
      .flatMap(({ judge }) => judge(logOf(log, shippedCalendar)))
      .filter(({ zh }) => zh.includes(about))
  }
  return {
    ...{ platform, host: await signer(tenderer.name, tenderer.code), expert: await signer('张明'), found },
    ...{ watch: await signer(supervisor.name, supervisor.code), other: await signer('别的单位', '915301000000000017') },
    issued: await sign(await renderPaper(papers.draw!, { at: made }), 'platform', platform),
  }
}

/** A package that holds these facts and files. */
function packed(log: readonly Fact[], files: Uint8Array[], trust: object) {
  const byPath = new Map(files.map((pdf) => [`data/documents/paper-${sha256(pdf).slice(0, 12)}.pdf`, pdf]))
  const bag = {
    paths: [...byPath.keys()].flatMap((path) =>
      KINDS.map((kind) => path.replace('documents/paper', `documents/${kind}`)),
    ),
    read: async function* (path: string) {
      const pdf = byPath.get(path.replace(/documents\/.+-/, 'documents/paper-'))
      if (pdf) yield pdf
    },
  }
  return { bag, facts: log.map((fact) => ({ fact, salt: '' })), trust }
}
