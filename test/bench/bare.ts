import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { random } from '../../crypto/bytes.ts'
import { systemClock } from '../../server/platform/clock.ts'
import { openDatabase } from '../../server/platform/database.ts'
import { newId } from '../../server/platform/ids.ts'
import { migrate } from '../../server/platform/migrate.ts'
import type { Platform } from '../../server/platform/platform.ts'
import { openVault } from '../../server/platform/vault.ts'
import { inProcessWire } from '../../server/platform/wire.inProcess.ts'
import { freshDatabase } from '../world/servers.ts'

/** A platform with a ledger and a log and nothing else, on an empty database. */
export async function bareLedger(kind: 'sqlite' | 'mysql'): Promise<{ platform: Platform; close(): Promise<void> }> {
  const { url, drop } = await freshDatabase(kind)
  const folder = mkdtempSync(join(tmpdir(), 'yangguang-vault-'))
  const database = await openDatabase(url)
  await migrate(database, systemClock, 'bench')
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
