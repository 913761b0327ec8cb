import type { XmlTree } from '../platform/xml.ts'
import { fenOf, type RowError, type RowRead, rowsFrom } from './statement.ts'

/** The versions of the statement message (ISO 20022, bank to customer statement) that are read. */
export const CAMT = ['urn:iso:std:iso:20022:tech:xsd:camt.053.001.02', 'urn:iso:std:iso:20022:tech:xsd:camt.053.001.08']

/** Why a payment came back (ISO 20022, external return reason codes), as refusals of the bank say it. */
const RETURNED: Record<string, string> = {
  ...{ AC04: 'accountClosed', AC07: 'accountClosed', AC01: 'accountUnknown', AC03: 'accountUnknown' },
  ...{ BE01: 'nameMismatch', AC06: 'accountFrozen', AC14: 'other' },
}

type Node = XmlTree | string | undefined

/** All elements at a path below one. */
function all(from: Node, ...path: string[]): (XmlTree | string)[] {
  return path.reduce<(XmlTree | string)[]>(
    (nodes, name) =>
      nodes.flatMap((node) => {
        const found = typeof node === 'string' ? undefined : node[name]
        return Array.isArray(found) ? (found as (XmlTree | string)[]) : []
      }),
    from === undefined ? [] : [from],
  )
}

/** The text of the first element at one of the paths. */
function textAt(from: Node, ...paths: string[]): string | undefined {
  for (const path of paths) {
    const [node] = all(from, ...path.split('/'))
    const text = typeof node === 'string' ? node : node?.['#text']
    if (typeof text === 'string') return text
  }
  return undefined
}

const currencyOf = (entry: Node): string | undefined => {
  const [amount] = all(entry, 'Amt')
  const currency = typeof amount === 'string' ? undefined : amount?.['@Ccy']
  return typeof currency === 'string' ? currency : undefined
}

/** A moment with its zone; a date alone, which is the bank's day in Beijing, has no time and is refused. */
const momentOf = (text: string | undefined): number =>
  text && /T.*(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN

function messageOf(entry: Node): { what: string; fields: Record<string, unknown> } | undefined {
  const [details] = all(entry, 'NtryDtls', 'TxDtls')
  const message = textAt(entry, 'AcctSvcrRef') ?? textAt(details, 'Refs/AcctSvcrRef')
  const at = momentOf(textAt(entry, 'BookgDt/DtTm'))
  const order = textAt(details, 'Refs/EndToEndId')
  const way = textAt(entry, 'CdtDbtInd')
  const because = textAt(details, 'RtrInf/Rsn/Cd')
  const account = textAt(details, 'RltdPties/CdtrAcct/Id/Othr/Id')
  if (way === 'DBIT' && textAt(entry, 'RvslInd') === 'true') {
    const why = textAt(details, 'AddtlTxInf') ?? textAt(details, 'RmtInf/Ustrd')
    return { what: 'bank.reverse', fields: { message, of: order, account, because: why, reversedAt: at } }
  }
  if (way === 'CRDT' && because !== undefined)
    return {
      what: 'bank.refuse',
      fields: { message, order, because: RETURNED[because] ?? 'other', refusedAt: at },
    }
  if (way === 'DBIT') return { what: 'bank.confirm', fields: { message, order, paidAt: at } }
  if (way !== 'CRDT') return undefined
  const fields = {
    message,
    account,
    amount: fenOf(textAt(entry, 'Amt') ?? ''),
    payerName: textAt(details, 'RltdPties/Dbtr/Nm', 'RltdPties/Dbtr/Pty/Nm'),
    payerAccount: textAt(details, 'RltdPties/DbtrAcct/Id/Othr/Id'),
    paidAt: at,
    reference: textAt(details, 'RmtInf/Ustrd') ?? '',
  }
  return { what: 'bank.pay', fields }
}

const ELEMENTS: Record<string, string> = {
  ...{ message: 'AcctSvcrRef', account: 'CdtrAcct/Id/Othr/Id', amount: 'Amt', payerName: 'Dbtr/Nm' },
  ...{ payerAccount: 'DbtrAcct/Id/Othr/Id', paidAt: 'BookgDt/DtTm', refusedAt: 'BookgDt/DtTm' },
  ...{ reference: 'RmtInf/Ustrd', order: 'Refs/EndToEndId', because: 'RtrInf/Rsn/Cd' },
  ...{ reversedAt: 'BookgDt/DtTm', of: 'Refs/EndToEndId' },
}

const wrong = (line: number, column: string, zh: string, en: string): { error: RowError } => ({
  error: { line, column, zh, en },
})

/** What stands in the way of an entry before its message is read: not booked, several payments in one, not yuan. */
function unfit(entry: Node, line: number): { error: RowError } | undefined {
  const status = textAt(entry, 'Sts/Cd', 'Sts')
  if (status !== 'BOOK') return wrong(line, 'Sts', '只接受已入账的明细（BOOK）', 'only booked entries are read')
  if (currencyOf(entry) !== 'CNY') return wrong(line, 'Amt@Ccy', '币种不是人民币', 'the currency is not CNY')
  if (all(entry, 'NtryDtls', 'TxDtls').length !== 1)
    return wrong(
      line,
      'NtryDtls/TxDtls',
      '每笔明细须且只须有一笔交易',
      'an entry has one transaction, no more, no less',
    )
  return undefined
}

/**
 * Reads a camt.053 statement entry by entry, as the CSV statement is read row by row.
 *
 * @param tree what the document parses to; undefined where it is not XML or declares types or entities
 * @param text the document, for the lines that errors name
 */
export function readCamt(tree: XmlTree | undefined, text: string): RowRead {
  const refused = (zh: string, en: string): RowRead => ({ rows: [], errors: [{ line: 1, column: '', zh, en }] })
  if (!tree)
    return refused('不是格式正确的XML，或含有DOCTYPE、实体声明', 'not well-formed XML, or with a DOCTYPE or entities')
  const spaces = [...text.matchAll(/xmlns(?::[\w.-]+)?\s*=\s*["']([^"']+)["']/g)].map(([, space]) => space ?? '')
  const statements = all(tree, 'Document', 'BkToCstmrStmt', 'Stmt')
  if (!spaces.some((space) => CAMT.includes(space)) || !statements.length)
    return refused(`应为 ${CAMT.join(' 或 ')}`, 'not a statement of a version that is read')
  const lines = [...text.matchAll(/<(?:[\w.-]+:)?Ntry[\s>]/g)].map(
    ({ index }) => text.slice(0, index).split('\n').length,
  )
  const found = all(tree, 'Document', 'BkToCstmrStmt', 'Stmt', 'Ntry').map((entry, i) => {
    const line = lines[i] ?? 1
    const message = messageOf(entry)
    if (message) return unfit(entry, line) ?? { line, ...message }
    return wrong(line, 'CdtDbtInd', '收付标志不是CRDT或DBIT', 'neither credit nor debit')
  })
  return rowsFrom(found, (field, what) =>
    what === 'bank.reverse' && field === 'because' ? 'AddtlTxInf' : (ELEMENTS[field] ?? ''),
  )
}
