import { setTimeout as sleep } from 'node:timers/promises'
import { Findings } from '../../../archive/verify/report.ts'
import type { Receipt } from '../../../bids/receipt.ts'
import type { FailureBundle } from '../../../opening/bundle.ts'
import { checkBundle } from '../../verify/bundle.ts'
import { checkOpened, type Proved } from '../../verify/opened.ts'
import { Refused } from '../client.ts'
import type { World } from '../world.ts'

const NOBODY = { roots: [], crls: [], root: undefined, platform: [], certificates: [], log: undefined }
const words = ({ zh, en }: { zh: string; en: string }): string => `${zh} ${en}`

/** A bidder's receipt names exactly one of the ciphertexts that are opened. */
export async function inTheSet(world: World): Promise<void> {
  const client = world.as(world.played.bidders[0]?.id ?? 'bidder-1')
  const { receipt } = await client.get<{ receipt: Receipt }>(`/tenders/${world.tender}/bid`)
  const proof = await inTheLog(() => client.get<Proved>(`/tenders/${world.tender}/opening/set`))
  const findings = new Findings()
  await checkOpened(findings, receipt, proof, NOBODY, words)
  if (findings.verdict === 'invalid') throw new Error('the receipt is not of the opened set')
  world.say('投标回执所载密文确在开标集合中 the ciphertext of the receipt is in the opened set')
}

/** A fact stands in the log within two beats; until then it is asked for again. */
async function inTheLog<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask()
    } catch (problem) {
      if (!(problem instanceof Refused) || problem.code !== 'PROOF_NOT_YET') throw problem
      await sleep(200)
    }
  }
}

/** The bundle of a failure leads anybody to the same cause. */
export async function judgedAgain(world: World, bundle: FailureBundle): Promise<void> {
  const { checks } = await checkBundle(bundle, NOBODY, words)
  const wrong = checks.filter(({ verdict }) => verdict === 'invalid')
  if (wrong.length) throw new Error(`the bundle does not hold: ${wrong.map(({ id }) => id).join(', ')}`)
  world.say(`解密失败证据包已离线复核 the failure's bundle, judged again offline: ${bundle.bundle.proposed}`)
}
