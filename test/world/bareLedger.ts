import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { random } from '../../crypto/bytes.ts'
import { streamTable } from '../../migrations/streamTable.ts'
import { platformItself } from '../../server/access/who.ts'
import { entry } from '../../server/ledger/entry.ts'
import { defineEvent, type FactOf } from '../../server/ledger/event.ts'
import { everybody } from '../../server/ledger/eye.ts'
import { defineStream } from '../../server/ledger/stream.ts'
import { systemClock } from '../../server/platform/clock.ts'
import { openDatabase } from '../../server/platform/database.ts'
import { newId } from '../../server/platform/ids.ts'
import type { Platform } from '../../server/platform/platform.ts'
import { openVault } from '../../server/platform/vault.ts'
import { inProcessWire } from '../../server/platform/wire.inProcess.ts'
import { migratedDatabase } from './migrated.ts'

const Noted = defineEvent('bench.noted', {
  ...{ v: 1, zh: '记录', en: 'noted', seenBy: everybody },
  data: z.strictObject({ text: z.string() }),
})
const noteStream = defineStream<{ text: string }, FactOf<typeof Noted>>({
  ...{ name: 'note', table: 'notes' },
  evolve: (_before, { data }) => data,
})

/** The smallest deed there is: one fact and one new row. */
export const note = (platform: Platform, name: string) =>
  entry({ platform, who: platformItself, now: platform.clock.now(), via: 'test' }, (e) =>
    e.append(noteStream(name), [Noted({ text: '阳光交易' })]),
  )

/** A platform with a ledger and a log and nothing else, on an empty database. */
export async function bareLedger(kind: 'sqlite' | 'mysql'): Promise<{ platform: Platform; close(): Promise<void> }> {
  const { url, drop } = await migratedDatabase(kind)
  const folder = mkdtempSync(join(tmpdir(), 'yangguang-vault-'))
  const database = await openDatabase(url)
  await streamTable(database.getQueryInterface(), 'notes')
  const parts: Partial<Platform> = {
    ...{ database, clock: systemClock, wire: inProcessWire(), vault: await openVault(folder) },
    ...{ holder: 'bench', logOrigin: 'bench.example/log', newId: () => newId(systemClock.now(), random) },
  }
  const close = async (): Promise<void> => {
    await database.close()
    await drop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { platform: parts as Platform, close }
}
