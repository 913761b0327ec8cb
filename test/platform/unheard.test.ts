import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { startOne, stopOne } from '../../server/cli/demo/servers.ts'
import { BEGIN } from '../../server/cli/demo/tender.ts'
import { readConfig } from '../../server/config.ts'
import { eventually } from '../world/eventually.ts'
import { worldFolder } from '../world/world.ts'

/** A mistake as a program may have one: a promise that fails, and that nobody waits for. */
const MISTAKE = "process.on('SIGUSR2', () => void Promise.reject(new Error('nobody waits')))"

describe('A server in whose program a promise fails that nobody waits for', function () {
  this.timeout(60_000)

  it('writes it down whole and goes on serving', async () => {
    const { folder, environment } = await worldFolder()
    const data = join(folder, 'data')
    mkdirSync(data, { recursive: true })
    const settings = {
      ...environment,
      ...{ DATA_FOLDER: data, START_AT: BEGIN, TRADING_PORT: '0', PUBLIC_PORT: '0', SUPERVISION_PORT: '0' },
      NODE_OPTIONS: `--import "data:text/javascript,${encodeURIComponent(MISTAKE)}"`,
    }
    const { child, origins } = await startOne(settings, readConfig(settings), 0)
    try {
      const told = () => readFileSync(join(data, 'server-0.log'), 'utf8')
      child.kill('SIGUSR2')
      await eventually(() => /"unheard":"Error: nobody waits\\n +at /.test(told()))
      expect((await fetch(`${origins.public}/api/v1/time`)).status).to.equal(200)
      expect(child.exitCode).to.equal(null)
    } finally {
      await stopOne(child)
    }
  })
})
