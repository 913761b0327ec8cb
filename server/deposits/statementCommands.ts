import type { z } from 'zod'
import { hex, utf8 } from '../../crypto/bytes.ts'
import { sha256 } from '../../crypto/digest.ts'
import { permit } from '../access/policy.ts'
import { checkStatement } from '../access/statement.ts'
import { Refusal, refusals } from '../law/refusal.ts'
import { type Command, command, query } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { parseXml } from '../platform/xml.ts'
import { givenBack, paidOut, payIn } from './bank.ts'
import { readCamt } from './camt.ts'
import type { ImportStatement, PreviewStatement } from './contract.ts'
import type { BankAnswer } from './messages.ts'
import { takenBack } from './reverseCommands.ts'
import { type Row, type RowRead, readStatement } from './statement.ts'
import { takenFrom } from './takenCommands.ts'
import type { Words } from './words.ts'

const refuse = refusals({
  STATEMENT_ERRORS: {
    status: 422,
    zh: '对账单有无法读取的行，未导入任何一行',
    en: 'some rows cannot be read: nothing was imported',
  },
})

const nothing = async (): Promise<undefined> => undefined

const formatOf = (text: string): 'camt.053' | 'csv' => (/^\ufeff?\s*</.test(text) ? 'camt.053' : 'csv')
const readFile = (text: string): RowRead =>
  formatOf(text) === 'csv' ? readStatement(text) : readCamt(parseXml(text.replace(/^\ufeff/, '')), text)

/** What a statement file would book, and which rows cannot be read. Books nothing. */
export const preview = query(
  'bank.preview',
  nothing,
  async (_context, _none, input: z.infer<typeof PreviewStatement>) => {
    return { format: formatOf(input.text), ...readFile(input.text) }
  },
)

function carryOut(e: Entry, row: Row, cms: string): Promise<BankAnswer> {
  const taken = takenFrom(e, row.what, row.fields, cms)
  if (row.what === 'bank.pay') return payIn(e, row.fields, taken)
  if (row.what === 'bank.reverse') return takenBack(e, row.fields, taken)
  return row.what === 'bank.confirm' ? paidOut(e, row.fields, taken) : givenBack(e, row.fields, taken)
}

const importRow = command('bank.import', nothing, (e, _none, { row, cms }: { row: Row; cms: string }) =>
  carryOut(e, row, cms),
)

interface Imported {
  line: number
  message: string
  /** what became of it, or the code of the refusal */
  outcome: string
  reason: Words | null
}

/**
 * Books a statement file that the bank has signed, each row in a transaction of its own: a row that is declined (an order
 * that was paid already) says so and holds up no other. The same file again, or the same message over HTTP, counts once.
 */
export const importStatement: Command<z.infer<typeof ImportStatement>, { rows: Imported[] }> = {
  policy: 'bank.import',
  run: async (context, { text, cms }) => {
    permit('bank.import', context.who)
    const fields = { sha256: hex(sha256(utf8(text))) }
    await checkStatement(context.platform, context.who, { what: 'bank.statement', fields, cms }, context.now)
    const { rows, errors } = readFile(text)
    if (errors.length) throw refuse('STATEMENT_ERRORS', { errors: errors.slice(0, 100) })
    const imported: Imported[] = []
    for (const row of rows) {
      const { message } = row.fields
      const answer = await importRow.run(context, { row, cms }).then(
        ({ outcome, reason }) => ({ outcome, reason }),
        (problem: unknown) => {
          if (!(problem instanceof Refusal)) throw problem
          return { outcome: problem.code, reason: { zh: problem.zh, en: problem.en } }
        },
      )
      imported.push({ line: row.line, message, ...answer })
    }
    return { rows: imported }
  },
}
