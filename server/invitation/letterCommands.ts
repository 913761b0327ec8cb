import type { z } from 'zod'
import { permit } from '../access/policy.ts'
import type { Who } from '../access/who.ts'
import { preparedCopy, signedCopy } from '../documents/prepared.ts'
import { refusals } from '../law/refusal.ts'
import { type Command, type Context, command, type Query } from '../ledger/command.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import { Reply } from '../web/route.ts'
import type { OneLetter, SignLetter } from './contract.ts'
import { LetterSigned } from './events.ts'
import type { Invitation } from './invitation.ts'
import type { InvitationLetter } from './letters.ts'
import { invitationOf, invitationStream } from './store.ts'

const refuse = refusals({
  LETTER_ABSENT: { status: 404, zh: '没有这份投标邀请书', en: 'there is no such letter of invitation' },
  PAPER_CHANGED: {
    status: 409,
    zh: '文件已有新的签章，请重新获取后再签署',
    en: 'somebody signed meanwhile: fetch the paper again',
  },
  PAPER_SIGNED: { status: 409, zh: '您已签署该文件', en: 'this side has signed it already' },
})

type Side = 'tenderer' | 'agent'
const sideOf = ({ role }: Who): Side => (role === 'agent' ? 'agent' : 'tenderer')

/** The version of a letter into which a side may put its seal now. */
export function signableLetter(of: Invitation | undefined, tag: string, side: Side): InvitationLetter {
  const letter = of?.letters[tag]
  if (!letter) throw refuse('LETTER_ABSENT')
  if (letter.sealed?.fields.includes(side)) throw refuse('PAPER_SIGNED')
  return letter
}

/** Notes a seal that was put into the present version of a letter. */
export function sealLetter(
  of: Invitation,
  put: { tag: string; side: Side; base: string; signed: { file: string; sha256: string }; certificate: string },
) {
  const { tag, side: field, base, signed, certificate } = put
  const letter = signableLetter(of, tag, field)
  const { sha256 } = letter.sealed ?? letter
  if (sha256 !== base) throw refuse('PAPER_CHANGED', { sha256 })
  return [LetterSigned({ tender: of.tender, tag, field, base, ...signed, certificate })]
}

/** Where somebody signs a letter; who may not, is refused before anything is made. */
async function placeFor(context: Context, { tender: id, tag }: z.infer<typeof OneLetter>) {
  const tender = await tenderById(context, id)
  if (!tender) throw refuse('LETTER_ABSENT')
  permit('invitation.signLetter', context.who, tender)
  const field = sideOf(context.who)
  const letter = signableLetter(await invitationOf(context, id), tag, field)
  const { file, sha256: base } = letter.sealed ?? letter
  return { file, place: { folder: `papers/${id.toLowerCase()}`, base, field } }
}

/** The present version of a letter with an empty place for the asker's seal; asked again it is the same bytes. */
export const preparedLetter: Query<z.infer<typeof OneLetter>, Reply> = {
  policy: 'invitation.signLetter',
  run: async (context, input) => {
    const { file, place } = await placeFor(context, input)
    const pdf = await preparedCopy(context, place, () => context.platform.files.get(file), '投标邀请书签章')
    return new Reply('application/pdf', pdf, { name: '待签投标邀请书.pdf', headers: { 'Cache-Control': 'no-store' } })
  },
}

interface Signed {
  tender: string
  tag: string
  base: string
  signed: { file: string; sha256: string }
  certificate: string
}

const noteSigned = command(
  'invitation.signLetter',
  (e, input: Signed) => e.hold(tenderStream(input.tender)),
  async (e, tender, { tag, base, signed, certificate }) => {
    const stream = invitationStream(tender.id)
    await e.append(stream, sealLetter(await e.hold(stream), { tag, side: sideOf(e.who), base, signed, certificate }))
    return { tender: tender.id, sha256: signed.sha256 }
  },
)

/** Takes a seal over the prepared copy of a letter, checks it and puts it in (PAdES). */
export const signLetter: Command<z.infer<typeof SignLetter>, { tender: string; sha256: string }> = {
  policy: 'invitation.signLetter',
  run: async (context, { tender, tag, prepared: base, cms }) => {
    const { place } = await placeFor(context, { tender, tag })
    const { issued: signed, certificate } = await signedCopy(context, { ...place, base }, cms)
    return noteSigned.run(context, { tender, tag, base, signed, certificate })
  },
}
