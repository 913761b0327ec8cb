import { stopServices } from './servers.ts'

// A promise that nobody waits for when it fails ends a server; Mocha alone would say nothing of it.
process.on('unhandledRejection', (problem) => {
  throw problem
})

/** Runs around all tests: the private servers end with them; each test is known to those who may have to skip it. */
export const mochaHooks = {
  beforeEach(this: Mocha.Context): void {
    Reflect.set(globalThis, Symbol.for('yangguang.test'), this.currentTest)
  },
  async afterAll(): Promise<void> {
    await stopServices()
  },
}
