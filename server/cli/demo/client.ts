import { Client as AnyClient } from '../client.ts'
import { type Keys, keysIn } from '../keys.ts'
import { PIN } from './foundation.ts'
import type { Person } from './people.ts'

export { Refused } from '../client.ts'

/** Somebody of the demo at the platform's door. */
export class Client extends AnyClient<Person> {}

/** Reads the key file of somebody of the demo. */
export const keysOf = (file: string): Promise<Keys> => keysIn(file, PIN)
