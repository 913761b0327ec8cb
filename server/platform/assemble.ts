import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hex, random } from '../../crypto/bytes.ts'
import { readKeyFile } from '../../crypto/keyFile.ts'
import { type Signer, softSigner } from '../../crypto/signature.ts'
import type { Config } from '../config.ts'
import { demoRegion, unsetRegion } from '../law/regional.ts'
import { httpBank } from './bank.http.ts'
import { carriersOf } from './carriers.ts'
import { movableClock, systemClock } from './clock.ts'
import { openDatabase } from './database.ts'
import { localFiles } from './files.local.ts'
import { calendarInForce } from './holidays.ts'
import { newId } from './ids.ts'
import { migrate } from './migrate.ts'
import type { Clock, Platform } from './platform.ts'
import { bullQueue } from './queue.bull.ts'
import { freeJobs, inProcessQueue } from './queue.inProcess.ts'
import { httpRevocation } from './revocation.ts'
import { httpStamp } from './stamp.http.ts'
import { localStamp } from './stamp.local.ts'
import { trustInForce } from './trust.ts'
import { openVault } from './vault.ts'
import { inProcessWire } from './wire.inProcess.ts'
import { redisWire } from './wire.redis.ts'

/** A job of a process that died is taken again after this long, ms. */
const PACE = { leaseMs: 15_000, lookEveryMs: 500 }

/** Chooses the adapters. The only file that knows which there are. */
export async function assemble(config: Config): Promise<Platform> {
  const holder = hex(random(8))
  const database = await openDatabase(config.databaseUrl)
  await migrate(database, systemClock, holder)
  const wire = config.redisUrl ? await redisWire(config.redisUrl) : inProcessWire()
  const moved = config.movableClock ? await movableClock(database, wire, config.startAt) : undefined
  const clock: Clock = moved ?? systemClock
  if (config.databaseUrl.startsWith('sqlite:')) await freeJobs(database) // a SQLite file serves one process
  const queue = config.redisUrl ? await bullQueue(config.redisUrl, PACE) : inProcessQueue(database, clock, PACE)
  const vault = await openVault(config.keysFolder)
  const files = localFiles(config.filesFolder)
  const folder = config.trustFolder ?? join(config.dataFolder, 'trust')
  const trust = trustInForce({ database, clock, folder })
  const signer = await signerOf(config.platformKeyFile, config.keyFilesPin)
  const by = { trust, files, revocation: httpRevocation({ files, vault, clock }) }
  return {
    ...{ clock, database, files, queue, wire, vault, holder },
    ...{ trust, signer },
    relay: config.relay,
    carriers: await carriersOf(config, clock),
    bank: config.bank && httpBank({ ...config.bank, signer, trust, clock }),
    stamp: config.stampUrl
      ? httpStamp({ url: config.stampUrl, by, clock })
      : localStamp({ signer: await signerOf(config.stampKeyFile, config.keyFilesPin), by, clock }),
    revocation: by.revocation,
    calendar: calendarInForce(database),
    regional: config.production ? unsetRegion : demoRegion,
    beat: config.beat,
    ...{ publicUrl: config.publicUrl, entrances: config.entrances },
    logOrigin: config.logOrigin,
    newId: () => newId(clock.now(), random),
    close: async () => {
      moved?.close()
      await queue.close()
      await wire.close()
      await files.close()
      await database.close()
    },
  }
}

async function signerOf(file: string | undefined, pin: string): Promise<Signer> {
  if (!file) throw new Error('no key file of the platform: set PLATFORM_KEY_FILE and STAMP_KEY_FILE')
  const [entry] = await readKeyFile(await readFile(file), pin)
  if (!entry) throw new Error(`${file} holds no key`)
  return softSigner({ pkcs8: entry.pkcs8 }, entry.certificate, entry.chain)
}
