import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PIN } from '../../server/cli/demo/foundation.ts'
import type { World } from '../../server/cli/demo/world.ts'

/** A simulated agent as its own process. */
export interface AgentProcess {
  port: string
  /** the pairing code that it shows now */
  code(): string
  stop(): Promise<void>
}

/** Starts the agent over a key file, for pages of this origin. Its PIN reaches it as a person's would: not as an argument. */
export async function startAgent(keyFile: string, origin: string): Promise<AgentProcess> {
  const program = fileURLToPath(new URL('../../server/cli/agent.ts', import.meta.url))
  const args = ['--import', 'tsx', program, '--key', keyFile, '--origin', origin, '--port', '0']
  const child = spawn(process.execPath, args, {
    env: { ...process.env, YANGGUANG_PIN: PIN, LANG: 'zh_CN.UTF-8' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.setEncoding('utf8')
  while (!/:\d+\n/.test(said)) {
    const [piece] = (await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])) as [unknown]
    if (typeof piece !== 'string') throw new Error(`the agent ended (${piece}): ${said}`)
    said += piece
  }
  child.stdout.on('data', (piece: string) => {
    said += piece
  })
  return {
    port: /127\.0\.0\.1:(\d+)/.exec(said)?.[1] ?? '',
    code: () => said.match(/\b\d{6}\b/g)?.at(-1) ?? '',
    stop: async () => {
      child.kill()
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    },
  }
}

/** Agents for people of a world, as they are needed, and an end to all of them. */
export function someAgents(world: () => World): { of(person: string): Promise<AgentProcess>; stop(): Promise<void> } {
  const agents: AgentProcess[] = []
  return {
    async of(person) {
      const { folder, origins } = world()
      const agent = await startAgent(join(folder, 'keys', `${person}.p12`), origins.trading)
      agents.push(agent)
      return agent
    },
    stop: async () => void (await Promise.all(agents.map((agent) => agent.stop()))),
  }
}
