import type { Given } from '../arguments.ts'
import { heldFor, lineOf } from '../chosen.ts'
import { EXIT } from '../exit.ts'
import type { Terminal } from '../terminal.ts'

/** Lists the certificates of a key file or of the local agent, as `--certificate` chooses among them. */
export async function certificates(call: Given, terminal: Terminal): Promise<number> {
  const held = await heldFor(call, terminal)
  if (terminal.json) {
    const shown = held.map(({ certificate: { fingerprint, serial, subject, organisationCode, usage, notAfter } }) => ({
      ...{ sha256: fingerprint, serial, name: subject.commonName ?? subject.organisation ?? '' },
      ...{ organisation: organisationCode ?? null, sign: !!usage.sign, encrypt: !!usage.encrypt },
      until: new Date(notAfter).toISOString(),
    }))
    terminal.object({ schemaVersion: 1, certificates: shown })
  } else for (const key of held) terminal.line(lineOf(key, terminal.environment.language))
  return EXIT.valid
}
