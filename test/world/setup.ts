import { appendFileSync } from 'node:fs'
import { relative } from 'node:path'
import { stopServices } from './servers.ts'

/** Runs around all tests: the private servers end with them; each test is known to those who may have to skip it. */
export const mochaHooks = {
  beforeEach(this: Mocha.Context): void {
    Reflect.set(globalThis, Symbol.for('yangguang.test'), this.currentTest)
  },
  /** Names the file of each test that failed, a line each, where FAILED_FILES says: `.ci/run` reads them. */
  afterEach(this: Mocha.Context): void {
    const { FAILED_FILES: list } = process.env
    const { state, file } = this.currentTest ?? {}
    if (list && state === 'failed' && file) appendFileSync(list, `${relative(process.cwd(), file)}\n`)
  },
  async afterAll(): Promise<void> {
    await stopServices()
  },
}
