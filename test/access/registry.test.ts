import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import type { DeedName } from '../../server/access/policy.ts'
import { apiRoutes, neededBy } from '../world/routes.ts'
import { elsewhere } from './elsewhere.ts'
import { hallSteps, seatSteps } from './halls.ts'
import { lines } from './matrix.ts'
import { admissionLines } from './matrixAdmission.ts'
import { earlyLines } from './matrixEarly.ts'
import { complaintSteps, panelSteps } from './rooms.ts'

/** Every deed of people about one tender that changes something, as the server mounts it. */
const written = [
  ...new Set(
    apiRoutes
      .filter(({ method, path }) => method !== 'get' && /^\/(tenders\/:tender|draws)\b/.test(path))
      .map(({ deed }) => deed.policy as DeedName),
  ),
].sort()
const tables = [
  ...lines,
  ...earlyLines,
  ...admissionLines,
  ...panelSteps,
  ...complaintSteps,
  ...hallSteps,
  ...seatSteps,
]
const inTables = new Set<DeedName>(tables.map(({ deed }) => deed))

describe('The tables of deeds', () => {
  it('hold every deed about a tender that is mounted: by stage, or by what else it hangs on', () => {
    const missing = written.filter((deed) => !inTables.has(deed) && !(deed in elsewhere))
    expect(missing).to.deep.equal([])
  })

  it('hold no deed twice over, and none that is not mounted', () => {
    const both = Object.keys(elsewhere).filter((deed) => inTables.has(deed as DeedName))
    expect(both).to.deep.equal([])
    const gone = [...inTables, ...Object.keys(elsewhere)].filter((deed) => !written.includes(deed as DeedName))
    expect(gone).to.deep.equal([])
  })

  it('what hangs on something else than a stage is refused out of turn in the test that is named', () => {
    for (const [deed, [file, code]] of Object.entries(elsewhere))
      expect(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8').includes(code), `${deed}: ${code}`).to.equal(
        true,
      )
  })
})

describe('A deed about a tender', () => {
  it('is signed, or asks for more than its tender, or is one of those that need nothing more', () => {
    const bare = apiRoutes
      .filter(({ method, path }) => method === 'post' && path.startsWith('/tenders/:tender'))
      .filter(({ schema }) => neededBy(schema).every((name) => name === 'tender'))
      .map(({ path }) => path.replace('/tenders/:tender', ''))
    expect(bare.sort()).to.deep.equal([
      ...['/application/prepare', '/archive', '/bid/prepare', '/deposit', '/evaluation/begin'],
      ...[
        '/evaluation/report/refuse',
        '/opening/attendance',
        '/prequalification/committee/join',
        '/prequalification/report',
      ],
    ])
  })
})
