import { stopServices } from './servers.ts'

/** Runs once after all tests: the private servers end with them. */
export const mochaHooks = {
  async afterAll(): Promise<void> {
    await stopServices()
  },
}
