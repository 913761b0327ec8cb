#!/usr/bin/env node
import { register as registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

// only a database may be elsewhere
if (process.argv[2] !== 'database') {
  await import('./offline.mjs')
  registerHooks('./offline.mjs', import.meta.url) // the same in the thread that loads modules
}
const { register } = await import('tsx/esm/api')
register({ tsconfig: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)) })
await import('./verify.ts')
