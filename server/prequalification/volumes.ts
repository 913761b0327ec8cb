import type { z } from 'zod'
import { base64, unbase64 } from '../../crypto/bytes.ts'
import { closeLetter, type Letter, openLetter } from '../../crypto/letter.ts'
import { openPart } from '../../crypto/part.ts'
import { newWrapKey, softUnwrapper, type Unwrapper } from '../../crypto/wrap.ts'
import { refusals } from '../law/refusal.ts'
import { query } from '../ledger/command.ts'
import { chunkReader } from '../opening/package.ts'
import { natives } from '../platform/natives.ts'
import type { Platform } from '../platform/platform.ts'
import { tenderById } from '../tenders/store.ts'
import { Reply } from '../web/route.ts'
import { type ApplicationFile, PART } from './contract.ts'
import { applicationLabel } from './letters.ts'
import { headOf } from './openingCommands.ts'
import { membersOnly } from './prequalification.ts'
import { findApplication, prequalificationOf } from './store.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  FILE_UNKNOWN: { status: 404, zh: '没有找到该文件', en: 'there is no such file' },
  APPLICATION_LOCKED: {
    status: 409,
    zh: '平台不保存申请文件的密钥：须由开标人释放份额后，在审查期间查阅',
    en: 'the platform keeps no key of an application: officers release their shares, and it is read while the review lasts',
  },
})

type Ports = Pick<Platform, 'wire' | 'vault'>

/** An opened application, by tender and tag. */
export interface OneOpened {
  tender: string
  tag: string
}
interface Asked extends OneOpened {
  ask: string
  spki: string
  /** made with a key of the platform's own: only another process of this platform may ask */
  mac: string
}

const ASK = 'application-keys'
const answersTo = (ask: string): string => `${ASK}/${ask}`
const macOf = ({ vault }: Ports, { ask, tender, tag, spki }: Omit<Asked, 'mac'>): string =>
  vault.tag(ASK, ask, tender, tag, spki)

/**
 * The keys of the applications under review, in the memory of the process that opened them and nowhere else. Another
 * process of the platform asks for one when somebody reads there; the answer is closed to a key of its own.
 */
export class HeldKeys {
  readonly #ports: Ports
  readonly #keys = new Map<string, Uint8Array>()
  #end: (() => void) | undefined

  constructor(ports: Ports) {
    this.#ports = ports
  }

  /** Begins to answer; the keys of this process are found through its wire from now on. */
  async start(): Promise<void> {
    here.set(this.#ports.wire, this)
    this.#end = await this.#ports.wire.subscribe(ASK, (message) => void this.#answer(message as Asked))
  }

  stop(): void {
    this.#end?.()
    this.forget(() => true)
    here.delete(this.#ports.wire)
  }

  has = (of: OneOpened): boolean => this.#keys.has(`${of.tender}.${of.tag}`)
  get = (of: OneOpened): Uint8Array | undefined => this.#keys.get(`${of.tender}.${of.tag}`)
  set = (of: OneOpened, key: Uint8Array): unknown => this.#keys.set(`${of.tender}.${of.tag}`, key)

  /** Overwrites and forgets the keys of those tenders. */
  forget(which: (tender: string) => boolean): void {
    for (const [id, key] of this.#keys)
      if (which(id.slice(0, id.lastIndexOf('.')))) {
        key.fill(0)
        this.#keys.delete(id)
      }
  }

  async #answer(asked: Asked): Promise<void> {
    const key = this.get(asked)
    if (!key || asked.mac !== macOf(this.#ports, asked)) return
    const letter = await closeLetter(unbase64(asked.spki), key, applicationLabel(asked.tender, 1, asked.ask))
    await this.#ports.wire.publish(answersTo(asked.ask), letter)
  }
}

const here = new WeakMap<Platform['wire'], HeldKeys>()
const askers = new WeakMap<Platform['wire'], Promise<{ spki: string; holder: Unwrapper }>>()

async function asker(): Promise<{ spki: string; holder: Unwrapper }> {
  const { spki, pkcs8 } = await newWrapKey()
  return { spki: base64(spki), holder: softUnwrapper(pkcs8) }
}

/** The key of an opened application, from this process or another one; nothing where none has it. */
export async function keyOf(
  ports: Ports & Pick<Platform, 'newId'>,
  of: OneOpened,
  wait = 3000,
): Promise<Uint8Array | undefined> {
  const own = here.get(ports.wire)?.get(of)
  if (own) return own
  const made = askers.get(ports.wire) ?? asker()
  askers.set(ports.wire, made)
  const { spki, holder } = await made
  const said = { ask: ports.newId(), tender: of.tender, tag: of.tag, spki }
  let end: (() => void) | undefined
  let timer: NodeJS.Timeout | undefined
  const letter = await new Promise<Letter | undefined>((done) => {
    timer = setTimeout(() => done(undefined), wait)
    ports.wire
      .subscribe(answersTo(said.ask), (message) => done(message as Letter))
      .then(
        async (ends) => {
          end = ends
          await ports.wire.publish(ASK, { ...said, mac: macOf(ports, said) })
        },
        () => done(undefined),
      )
  })
  clearTimeout(timer)
  end?.()
  return letter && openLetter(holder, letter, applicationLabel(of.tender, 1, said.ask))
}

/** One file of an opened application, decrypted as it is read. Its clear bytes and its key are stored nowhere. */
export const file = query(
  'prequalification.readFile',
  async (context, input: z.infer<typeof ApplicationFile>) => {
    const tender = await tenderById(context, input.tender)
    if (!tender?.prequal) throw refuse('TENDER_UNKNOWN')
    return tender
  },
  async (context, tender, { tag, file: name }) => {
    const { platform } = context
    const state = await prequalificationOf(context, tender.id)
    membersOnly(context, state)
    const one = await findApplication({ platform }, tender.id, tag)
    const listed = one?.files.find((each) => each.name === name)
    if (!one?.key || !listed) throw refuse('FILE_UNKNOWN')
    const key = state?.stage === 'unlocking' ? await keyOf(platform, { tender: tender.id, tag }) : undefined
    if (!key) throw refuse('APPLICATION_LOCKED')
    const header = await headOf(platform, one)
    const part = await openPart(header, PART, key, chunkReader(platform, one.upload, header, PART), natives)
    return new Reply(listed.type, part.read(name), { name, headers: { 'Content-Length': String(listed.bytes) } })
  },
)
