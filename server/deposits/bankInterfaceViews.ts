import { query } from '../ledger/command.ts'
import { bankInterface } from './bankInterface.ts'

/** The bank's interface, for whoever builds the other side of it. */
export const describe = query(
  'interface.describe',
  async (): Promise<undefined> => undefined,
  async () => bankInterface(),
)
