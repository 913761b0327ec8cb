import { Outbox } from '../../server/pages/channels/outbox.ts'
import { gatewayCarrier } from '../../server/platform/carrier.gateway.ts'
import { openDatabase } from '../../server/platform/database.ts'
import type { Platform } from '../../server/platform/platform.ts'
import { openVault } from '../../server/platform/vault.ts'

/** A process that only sends what is queued; the test kills it. Arguments: database, folder of keys, gateway and its secret. */
const [databaseUrl = '', keys = '', url = '', secret = ''] = process.argv.slice(2)
const clock = { now: () => Date.now(), real: () => Date.now() }
const platform = {
  ...{ clock, database: await openDatabase(databaseUrl), vault: await openVault(keys), holder: String(process.pid) },
  ...{
    publicUrl: 'https://x.example',
    carriers: { of: { sms: gatewayCarrier({ url, secret, channel: 'sms', clock }) } },
  },
} as unknown as Platform
new Outbox(platform, (line) => process.stderr.write(`${JSON.stringify(line)}\n`)).start()
