import type { World } from '../../server/cli/demo/world.ts'
import type { Platform } from '../../server/platform/platform.ts'
import { world } from '../world/world.ts'

/** A platform that runs in this process on an empty folder, with the organisations of the demo. */
export interface RunningWorld {
  world: World
  platform: Platform
  /** What went wrong inside, a line each. */
  readonly errors: string[]
  stop(): Promise<void>
}

/** Starts one, with the tender of the demo. */
export async function startWorld(): Promise<RunningWorld> {
  const running = await world({ tender: 'demo-tender' })
  return {
    world: running.world,
    platform: running.platform,
    get errors() {
      return running.log.map((line) => JSON.stringify(line))
    },
    stop: running.stop,
  }
}
