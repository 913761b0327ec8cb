import { z } from 'zod'
import { SUITES } from '../../crypto/suite.ts'
import { FenText } from '../tenders/contract.ts'
import {
  Annual,
  Balance,
  Confirm,
  Guarantee,
  ImportStatement,
  Pay,
  PreviewStatement,
  Refuse,
  Reverse,
  RevokeGuarantee,
} from './contract.ts'
import { Words } from './events.ts'
import { BankAnswer } from './messages.ts'
import { kinds } from './statement.ts'

const Letter = z.strictObject({ suite: z.enum(SUITES).optional(), key: z.base64(), body: z.base64() })

/** An order as the bank gets it, whether handed over or fetched: the shape of `BankOrder`. */
export const Order = z.strictObject({
  id: z.string().describe('the number of the order; the same number is the same order and is carried out once'),
  amount: FenText.describe('principal, fen'),
  interest: FenText.describe('fen'),
  penalty: FenText.describe('what coming late costs, fen, from the account of the one who was late'),
  yuan: z.string().describe('all of it, in yuan, for people'),
  dueBy: z.number().int().nullable().describe('last lawful moment, ms since 1970 UTC'),
  article: z.string().nullable(),
  transfers: z.array(
    z.strictObject({
      order: z.string(),
      back: z.string().nullable().describe("the bank's own number of the arrival whose money goes back"),
      payee: Letter.nullable().describe("another account of that payer, closed to the bank's key"),
      to: z.strictObject({ name: z.string(), account: z.string() }).nullable(),
      amount: FenText,
      interest: FenText,
    }),
  ),
})

/** What the platform sends when it hands an order over. */
export const HandOver = z.strictObject({ order: Order, cms: z.base64() })
/** What the bank answers: its signature over statement `bank.take` with order and content. */
export const HandedOver = z.strictObject({ order: z.string(), cms: z.base64() })

const Row = z.discriminatedUnion('what', [
  z.strictObject({ line: z.number().int(), what: z.literal('bank.pay'), fields: kinds['bank.pay'] }),
  z.strictObject({ line: z.number().int(), what: z.literal('bank.confirm'), fields: kinds['bank.confirm'] }),
  z.strictObject({ line: z.number().int(), what: z.literal('bank.refuse'), fields: kinds['bank.refuse'] }),
  z.strictObject({ line: z.number().int(), what: z.literal('bank.reverse'), fields: kinds['bank.reverse'] }),
])
/** What a statement would book, and what of it cannot be read. */
export const Preview = z.strictObject({
  format: z.enum(['csv', 'camt.053']),
  rows: z.array(Row),
  errors: z.array(z.strictObject({ line: z.number().int(), column: z.string(), zh: z.string(), en: z.string() })),
})
/** What became of each row of a statement: an outcome as over HTTP, or the code of a refusal. */
export const Imported = z.strictObject({
  rows: z.array(
    z.strictObject({ line: z.number().int(), message: z.string(), outcome: z.string(), reason: Words.nullable() }),
  ),
})
/** Why a request was declined (RFC 9457). */
export const Problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int().min(400),
  code: z.string(),
  detail: z.string(),
  zh: z.string(),
  en: z.string(),
  article: z.string().optional(),
  facts: z.record(z.string(), z.unknown()).optional(),
  errors: z.array(z.strictObject({ pointer: z.string(), code: z.string(), message: z.string() })).optional(),
  requestId: z.string(),
  serverTime: z.string(),
})

const schemas = {
  ...{ Preview, Imported, Problem },
  ...{ Pay, Confirm, Refuse, Reverse, RevokeGuarantee, Balance, PreviewStatement, ImportStatement },
  ...{ BankAnswer, Order, HandOver, HandedOver },
  ...{ Guarantee, Annual },
  Orders: z.strictObject({ orders: z.array(Order) }),
  Compared: z.strictObject({ agrees: z.boolean() }),
}
type SchemaName = keyof typeof schemas

const json = (name: SchemaName) => ({ 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } })
const refused = {
  description: '被拒绝，附原因与依据 refused, with code, reason and article (RFC 9457)',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

/** One deed of the interface: what is signed, what is sent, what is answered. */
const deed = (summary: string, sends: SchemaName, answers: SchemaName, status = '201') => ({
  post: {
    summary,
    requestBody: { required: true, content: json(sends) },
    responses: {
      [status]: {
        description: '已受理，重复发送得到同样的回答 done; repeated, the answer is the same',
        content: json(answers),
      },
      default: refused,
    },
  },
})

const paths = {
  '/bank/payments': deed('到账 money arrived; statement bank.pay', 'Pay', 'BankAnswer'),
  '/bank/confirmations': deed('已退款 an order was paid; statement bank.confirm', 'Confirm', 'BankAnswer'),
  '/bank/refusals': deed('退回指令 an order could not be paid; statement bank.refuse', 'Refuse', 'BankAnswer'),
  '/bank/reversals': deed('冲正到账 an arrival is taken back; statement bank.reverse', 'Reverse', 'BankAnswer'),
  '/bank/guarantees/revocations': deed(
    '撤销保函 a guarantee is taken back; statement guarantee.revoke',
    'RevokeGuarantee',
    'BankAnswer',
  ),
  '/bank/balances': deed('余额核对 balance of the main account; statement bank.balance', 'Balance', 'Compared'),
  '/bank/statements/preview': deed('对账单预览 preview of a statement, books nothing', 'PreviewStatement', 'Preview'),
  '/bank/statements': deed('导入对账单 books a statement; statement bank.statement', 'ImportStatement', 'Imported'),
  '/bank/orders': {
    get: {
      summary: '待办退款指令 orders that two people have approved and that are not paid',
      responses: { 200: { description: 'orders', content: json('Orders') }, default: refused },
    },
  },
}

/**
 * The bank's interface as OpenAPI 3.1, made from the schemas that check the messages. `paths` is what the platform
 * offers, `webhooks` what the bank offers.
 */
export function bankInterface(): Record<string, unknown> {
  const components = Object.entries(schemas).map(([name, schema]) => {
    const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input' })
    return [name, rest]
  })
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: '阳光交易 银行接口 bank interface',
      version: '1',
      description:
        '报文由银行证书签名：对除 cms 外的全部字段加上 what（语句名）按 RFC 8785 规范化，以分离式 CMS 签名，base64 放入 cms。Every message is signed: detached CMS over the RFC 8785 form of all members but cms, with what added. 保函以PDF出具：附件 guarantee.json 为 Guarantee 的JSON，文档属性“主题”为保函编号，最后一个签名覆盖整个文件；年度保证金为银行对 Annual 的签名（语句 annual.issue）。A guarantee is a PDF whose attachment guarantee.json is a Guarantee, whose property Subject is its number, and whose last signature covers the whole file; an annual deposit is a signed Annual (statement annual.issue).',
    },
    servers: [{ url: '/api/v1' }],
    paths,
    webhooks: {
      order: deed(
        '接收退款指令 takes an order that the platform has signed; statement bank.order',
        'HandOver',
        'HandedOver',
        '200',
      ),
    },
    components: { schemas: Object.fromEntries(components) },
  }
}
