import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hex, random } from '../../crypto/bytes.ts'
import { type Certificate, fromPem, parseCertificate } from '../../crypto/certificate.ts'
import type { Trust } from '../../crypto/chain.ts'
import { readKeyFile } from '../../crypto/keyFile.ts'
import { type Signer, softSigner } from '../../crypto/signature.ts'
import { issueTimestamp } from '../../crypto/timestamp.ts'
import type { Config } from '../config.ts'
import { demoRegion, unsetRegion } from '../law/regional.ts'
import { httpBank } from './bank.http.ts'
import { movableClock, systemClock } from './clock.ts'
import { openDatabase } from './database.ts'
import { localFiles } from './files.local.ts'
import { newId } from './ids.ts'
import { migrate } from './migrate.ts'
import type { Clock, Platform, Stamp } from './platform.ts'
import { bullQueue } from './queue.bull.ts'
import { freeJobs, inProcessQueue } from './queue.inProcess.ts'
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
  const trust = trustFolder(config.trustFolder ?? join(config.dataFolder, 'trust'))
  const signer = await signerOf(config.platformKeyFile, config.keyFilesPin)
  return {
    ...{ clock, database, files, queue, wire, vault, holder },
    ...{ trust, signer },
    bank: config.bank && httpBank({ ...config.bank, signer, trust, clock }),
    stamp: localStamp(await signerOf(config.stampKeyFile, config.keyFilesPin), clock),
    regional: config.production ? unsetRegion : demoRegion,
    beat: config.beat,
    publicUrl: config.publicUrl,
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

/** A timestamp authority in this process, with its own key. */
const localStamp = (signer: Signer, clock: Clock): Stamp => ({
  stamp: (hash) => issueTimestamp({ hash }, signer, clock.now(), hex(random(16))),
})

/** Trusted roots and revocation lists from a folder: `*.pem` and `*.crl`, read anew when the folder has changed. */
function trustFolder(folder: string): () => Promise<Trust> {
  let known: { names: string; trust: Trust } | undefined
  return async () => {
    const names = (await readdir(folder)).sort()
    if (known?.names === names.join()) return known.trust
    const roots: Certificate[] = []
    const crls: Uint8Array[] = []
    for (const name of names) {
      const bytes = await readFile(join(folder, name))
      if (name.endsWith('.pem')) roots.push(parseCertificate(fromPem(bytes.toString('utf8'))))
      if (name.endsWith('.crl')) crls.push(new Uint8Array(bytes))
    }
    known = { names: names.join(), trust: { roots, intermediates: [], crls } }
    return known.trust
  }
}
