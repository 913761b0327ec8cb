import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { KnownPlatform } from '../../../crypto/acknowledgement.ts'
import { unbase64 } from '../../../crypto/bytes.ts'
import { parseCertificate } from '../../../crypto/certificate.ts'
import type { Receipt } from '../../bids/receipt.ts'
import type { WithdrawalReceipt } from '../../bids/withdrawalViews.ts'
import { type Given, oneWord } from '../arguments.ts'
import { keysFor } from '../chosen.ts'
import { Client } from '../client.ts'
import { EXIT, Stop } from '../exit.ts'
import type { Terminal } from '../terminal.ts'
import { readTender } from './folder.ts'
import { originOf } from './init.ts'
import { type Beside, besides, readManifest } from './package.ts'

/** Where the papers of a bid are kept: beside its package, or in the folder of its tender for a bid that was handed in elsewhere. */
export interface Place {
  word: string
  tender: string
  /** the package that was sealed here, where it was */
  beside: Beside | undefined
  /** the platform as it was known before */
  known: KnownPlatform
  bidder: { code: string }
  origin: string
  client: Client
  file(what: Parameters<typeof besides>[1]): string
}

/** What the platform holds of the bidder in a tender. */
export type Mine =
  | { stage: 'none' }
  | {
      stage: string
      sequence: number
      receivedAt: number
      header: string
      receipt: Receipt | null
      withdrawal: WithdrawalReceipt | null
    }

/** The place that a call names, and somebody who can ask the platform about it. */
export async function placeOf(call: Given, terminal: Terminal): Promise<Place> {
  const word = oneWord(call, '投标文件或文件夹', 'package or folder')
  const origin = originOf(call.need('to'))
  const folder = (await stat(word).catch(() => undefined))?.isDirectory()
  const beside = folder ? undefined : await readManifest(word)
  const { platform, tender } = beside ?? (await inFolder(word))
  if (call.need('tender') !== tender)
    throw new Stop(EXIT.usage, `${word} 属于标段 ${tender}`, `${word} is for tender ${tender}`)
  const keys = await keysFor(call, terminal)
  const code = keys.signer.certificate.organisationCode
  if (!code || (beside && beside.bidder.code !== code))
    throw new Stop(EXIT.key, '密钥不属于该投标文件的投标人', 'the key is not that of the bidder')
  const { fingerprint } = parseCertificate(unbase64(platform.certificate))
  return {
    ...{ word, tender, beside, origin, bidder: { code }, known: { verifier: platform.verifier, fingerprint } },
    client: new Client({ id: code, role: 'bidder' }, [origin], async () => keys),
    file: (what) => besides(folder ? join(word, 'bid.bid') : word, what),
  }
}

async function inFolder(dir: string): Promise<Pick<Beside, 'platform' | 'tender'>> {
  const { platform, context } = await readTender(dir)
  return { platform, tender: context.tender }
}

/** What the platform says that it holds. */
export const mineAt = ({ client, tender }: Place): Promise<Mine> => client.get<Mine>(`/tenders/${tender}/bid`)
