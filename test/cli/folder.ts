import { createWriteStream, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { offers, park } from '../../server/cli/demo/tender.ts'
import { makeVolume } from '../../server/cli/demo/volumes.ts'
import type { World } from '../../server/cli/demo/world.ts'

const KINDS = { 商务标: 'business', 技术标: 'technical', 报价: 'price' } as const

/** Fills a folder that `init` made, as the bidder would: a PDF for each volume, and the form. */
export async function fill(dir: string, world: World, bidder: string, megabytes: number): Promise<void> {
  const offer = offers[bidder] ?? { price: '1', durationDays: 1, leader: '' }
  for (const [folder, kind] of Object.entries(KINDS)) {
    const volume = await makeVolume({
      kind,
      bidder: world.as(bidder).person.organisation ?? { name: '', code: '' },
      tender: { name: park.name, code: park.code },
      facts: { 项目负责人: offer.leader },
      ...(kind === 'technical' ? { megabytes } : {}),
    })
    await pipeline(Readable.from(volume.read()), createWriteStream(join(dir, folder, `${folder}.pdf`)))
  }
  writeForm(dir, {})
}

/** Writes the form with an offer under the ceiling, or with something else in it. */
export function writeForm(dir: string, other: Record<string, unknown>): void {
  const { price, durationDays, leader } = offers['bidder-1'] ?? { price: '1', durationDays: 1, leader: '' }
  const related = { relations: { head: '李国华', holders: [], managers: [] } }
  const form = { price, durationDays, quality: '合格', leader, leaderCertificate: '示例注册证书', ...related, ...other }
  writeFileSync(join(dir, '报价', 'form.json'), JSON.stringify(form))
}

/** A JSON file. */
export const jsonOf = (path: string): Record<string, unknown> => JSON.parse(readFileSync(path, 'utf8'))
