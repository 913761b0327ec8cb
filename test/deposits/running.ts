import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lay } from '../../server/cli/demo/foundation.ts'
import { people } from '../../server/cli/demo/people.ts'
import { BEGIN } from '../../server/cli/demo/tender.ts'
import { openWorld, type World } from '../../server/cli/demo/world.ts'
import { readConfig } from '../../server/config.ts'
import { domains } from '../../server/domains.ts'
import { assemble } from '../../server/platform/assemble.ts'
import type { Platform } from '../../server/platform/platform.ts'
import { serve } from '../../server/server.ts'

/** A platform that runs in this process on an empty folder, with the organisations of the demo. */
export interface RunningWorld {
  world: World
  platform: Platform
  /** What went wrong inside, a line each. */
  errors: string[]
  stop(): Promise<void>
}

/** Starts one; `among` says who has certificates beside the officers. */
export async function startWorld(among: string[]): Promise<RunningWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'yangguang-world-'))
  const officers = ['tenderer', 'agent', 'centre', 'centre-2', 'supervisor', 'bank']
  const invited = people.filter(({ id }) => officers.includes(id) || among.includes(id))
  const { environment } = await lay(join(folder, 'demo'), invited)
  const ports = { TRADING_PORT: '0', PUBLIC_PORT: '0', SUPERVISION_PORT: '0' }
  const config = readConfig({ ...environment, ...ports, START_AT: BEGIN, DATA_FOLDER: join(folder, 'data') })
  const platform = await assemble(config)
  const errors: string[] = []
  const running = await serve(platform, config, domains, (line) => errors.push(JSON.stringify(line)))
  const { origins } = running
  const world = openWorld({ origins, folder: join(folder, 'demo'), tender: 'demo-tender', say: () => undefined })
  return {
    ...{ world, platform, errors },
    stop: async () => {
      await running.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
