import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as electronicTendering from '../law/electronicTendering.ts'
import * as evaluationCommittees from '../law/evaluationCommittees.ts'
import * as expertPools from '../law/expertPools.ts'
import * as holidayNotice from '../law/holidayNotice.ts'
import * as medicalDevices from '../law/medicalDevices.ts'
import * as methodChange from '../law/methodChange.ts'
import * as procurementAdmission from '../law/procurementAdmission.ts'
import * as procurementConsortia from '../law/procurementConsortia.ts'
import * as procurementDocuments from '../law/procurementDocuments.ts'
import * as procurementLaw from '../law/procurementLaw.ts'
import * as procurementPolicies from '../law/procurementPolicies.ts'
import * as procurementRemedies from '../law/procurementRemedies.ts'
import * as procurementResults from '../law/procurementResults.ts'
import * as procurementTenders from '../law/procurementTenders.ts'
import * as projectTenders from '../law/projectTenders.ts'
import { leftOpen } from '../law/regional.ts'
import * as relatedBids from '../law/relatedBids.ts'
import * as restarts from '../law/restarts.ts'
import { isRule, type Rule } from '../law/rule.ts'
import * as smallBusiness from '../law/smallBusiness.ts'
import * as tenderingAdmission from '../law/tenderingAdmission.ts'
import * as tenderingConsortia from '../law/tenderingConsortia.ts'
import * as tenderingDocuments from '../law/tenderingDocuments.ts'
import * as tenderingLaw from '../law/tenderingLaw.ts'
import * as tenderingRegulations from '../law/tenderingRegulations.ts'
import * as tenderingRemedies from '../law/tenderingRemedies.ts'
import * as tenderingResults from '../law/tenderingResults.ts'
import { formatYuan } from '../law/units.ts'
import * as vaccines from '../law/vaccines.ts'
import * as validity from '../law/validity.ts'
import * as voluntaryTenders from '../law/voluntaryTenders.ts'

/** Every file that holds rules: `test/law/print.test.ts` sees to it. */
export const instruments: Readonly<Record<string, Record<string, unknown>>> = {
  tenderingLaw,
  tenderingRegulations,
  tenderingRemedies,
  electronicTendering,
  evaluationCommittees,
  expertPools,
  projectTenders,
  relatedBids,
  restarts,
  methodChange,
  validity,
  procurementLaw,
  procurementTenders,
  tenderingDocuments,
  voluntaryTenders,
  tenderingAdmission,
  tenderingConsortia,
  procurementDocuments,
  procurementAdmission,
  vaccines,
  medicalDevices,
  procurementRemedies,
  procurementConsortia,
  procurementPolicies,
  tenderingResults,
  procurementResults,
  smallBusiness,
  holidayNotice,
}

/** What the tests say, by file, below a folder. */
function testTexts(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  return new Map(files.sort().map((file) => [`test/${file}`, readFileSync(`${folder}/${file}`, 'utf8')]))
}

/** Amounts, fractions and periods inside a value, as text. */
function plain(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (typeof value !== 'object' || value === null) return value
  if ('numerator' in value && 'denominator' in value) return `${value.numerator}/${value.denominator}`
  if ('days' in value) return `${value.days} 日`
  return 'workingDays' in value ? `${value.workingDays} 工作日` : value
}

/** A value as the index shows it, with its unit. */
function shown({ value, unit }: Rule<unknown>): string {
  if (typeof value === 'bigint' && unit === 'fen') return `${formatYuan(value)} yuan`
  if (typeof value === 'number' && unit === 'bp') return `${value / 100} %`
  const text = JSON.stringify(value, plain).replaceAll('"', '')
  return typeof value === 'number' && unit ? `${text} ${unit}` : text
}

/**
 * The law as an index: article, constant, value, where it was read, the tests that name the article.
 *
 * @param tests content of each test file, by its path
 * @returns lines of tab-separated columns, in the order of the instruments
 */
export function lawTable(tests: ReadonlyMap<string, string>): string {
  const named = (article: string) => [...tests].filter(([, text]) => text.includes(article)).map(([file]) => file)
  const line = (article: string, ...columns: string[]) =>
    [article, ...columns, named(article).join(' ') || '—'].join('\t')
  const rules = Object.entries(instruments).flatMap(([file, module]) =>
    Object.entries<unknown>(module).flatMap(([name, found]) =>
      isRule(found) ? [line(found.article, `${file}.${name}`, shown(found), found.source)] : [],
    ),
  )
  const open = Object.entries(leftOpen).map(([name, { article, unit }]) =>
    line(article, `regional.${name}`, unit, 'region'),
  )
  return [...rules, ...open].join('\n')
}

/** What every region of a database has set: value, since when, by which text, by which people; or that nobody has. */
async function settingsTable(address: string): Promise<string> {
  const { openDatabase } = await import('../platform/database.ts')
  const { settingLines } = await import('../regions/views.ts')
  const database = await openDatabase(address)
  try {
    return (await settingLines(database)).join('\n')
  } finally {
    await database.close()
  }
}

/** What `npm run print -- <subject>` prints; undefined for a subject that it does not know. */
export async function printed(subject: string | undefined, address?: string): Promise<string | undefined> {
  if (subject === 'law') return lawTable(testTexts(fileURLToPath(new URL('../../test', import.meta.url))))
  if (subject === 'settings') return address ? settingsTable(address) : undefined
  if (subject !== 'policy') return undefined
  const { policyTable } = await import('../access/policy.ts')
  return policyTable()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await printed(process.argv[2], process.argv[3])
  console.log(text ?? 'usage: npm run print -- law | policy | settings DATABASE_URL')
  if (text === undefined) process.exitCode = 2
}
