import { setTimeout as sleep } from 'node:timers/promises'

/** Waits until the check is true; throws after `patienceMs` of real time. */
export async function eventually(check: () => boolean | Promise<boolean>, patienceMs = 15_000): Promise<void> {
  for (let waited = 0; waited < patienceMs; waited += 20) {
    if (await check()) return
    await sleep(20)
  }
  throw new Error(`still not true after ${patienceMs} ms: ${check}`)
}
