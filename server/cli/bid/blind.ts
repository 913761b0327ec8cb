import { open } from 'node:fs/promises'
import { WHOLE } from '../../../crypto/pdf/bidder.ts'
import { type Finding, sentence } from '../../../crypto/pdf/findings.ts'
import type { Source } from '../../../crypto/pdf/objects.ts'
import { type Findings, Undecided } from '../../archive/verify/report.ts'
import type { BidForm } from '../../bids/contract.ts'
import { EXIT, type Said, Stop } from '../exit.ts'
import type { Terminal } from '../terminal.ts'
import { FORM, HINTS, readHints, type TenderFile, type Volume } from './folder.ts'

/** A file of the folder as the shared checks read it: range by range. */
export const sourceAt = ({ name, path, bytes }: Volume['files'][number]): Source => ({
  name,
  bytes,
  read: async (from, to) => {
    const file = await open(path)
    try {
      const piece = new Uint8Array(to - from)
      const { bytesRead } = await file.read(piece, 0, piece.length, from)
      return piece.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  },
})

/** A finding in one sentence, with its file. */
export const told = (of: Finding, words: (said: Said) => string): string =>
  `${[of.part, of.file].filter(Boolean).join('/')}${of.part ? ': ' : ''}${words(sentence(of))}`

/** Looks through the blind volume for what tells who the bidder is; what could not be searched decides nothing. */
export async function checkBlind(
  of: { dir: string; tender: TenderFile; volumes: readonly Volume[]; form: BidForm | undefined },
  findings: Findings,
  terminal: Terminal,
): Promise<void> {
  const { dir, tender, volumes, form } = of
  const hints = await readHints(dir)
  if (!hints?.length)
    throw new Stop(
      EXIT.usage,
      `请在 ${HINTS} 中逐行写明本单位名称、代码、人员、电话等，再检查暗标`,
      `write what tells who you are into ${HINTS}, a line each, before a blind volume is checked`,
    )
  const all = [...hints, ...peopleOf(form)]
  const { scanBlind } = await import('../../../crypto/pdf/blind.ts') // large, and only this takes it
  const files = volumes.flatMap(({ id, folder, files: list }) =>
    id === 'technical' ? list.filter(({ name }) => name !== FORM).map((file) => ({ folder, file })) : [],
  )
  for (const { folder, file } of files) {
    const title = terminal.words({ zh: `暗标 ${folder}/${file.name}`, en: `blind volume ${folder}/${file.name}` })
    await findings.try('blind', title, async () => {
      const found = await scanBlind(sourceAt(file), all, tender.blind ?? {}, WHOLE)
      return judged(found, terminal.words)
    })
  }
}

/** The people whom the form names. */
const peopleOf = (form: BidForm | undefined): string[] =>
  form ? [form.leader, form.leaderCertificate, form.relations?.head ?? ''].filter(Boolean) : []

function judged(found: readonly Finding[], words: (said: Said) => string): string {
  const of = (level: Finding['level']): string[] =>
    found.flatMap((one) => (one.level === level ? [words(sentence(one))] : []))
  if (of('error').length) throw new Error([...of('error'), ...of('unchecked')].join('; '))
  if (of('unchecked').length) throw new Undecided([...of('unchecked'), ...of('notice')].join('; '))
  return of('notice').join('; ')
}
