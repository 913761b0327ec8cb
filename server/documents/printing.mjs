import { fileURLToPath } from 'node:url'
import { register } from 'tsx/esm/api'

// a thread does not inherit the loader that runs TypeScript as it is
register({ tsconfig: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)) })
await import('./printing.ts')
