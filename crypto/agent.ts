import { z } from 'zod'

/** Where an agent listens unless told otherwise: this machine only. */
export const AGENT_PORT = 47_600

/** The path of its one WebSocket. */
export const AGENT_PATH = '/yangguang-agent/v1'

/** The longest message in either direction, in characters. */
export const LONGEST_MESSAGE = 64 * 1024

const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/)
const key = z.string().regex(/^[0-9a-f]{64}$/)
const id = z.int().positive()

/** What a page may ask of an agent; AGENT.md says what each means. */
export const agentRequest = z.discriminatedUnion('op', [
  z.strictObject({ id, op: z.literal('hello'), token: z.string().max(100).optional() }),
  z.strictObject({ id, op: z.literal('pair'), code: z.string().regex(/^\d{6}$/) }),
  z.strictObject({ id, op: z.literal('certificates') }),
  z.strictObject({ id, op: z.literal('sign'), key, bytes: base64.max(16 * 1024) }),
  z.strictObject({ id, op: z.literal('unwrap'), key, wrapped: base64.max(2048), label: base64.max(64) }),
  z.strictObject({ id, op: z.literal('machine') }),
])
export type AgentRequest = z.infer<typeof agentRequest>

const serial = z.string().trim().min(1).max(100)

/** What tells a machine from others, as its system shows it: lists are empty and numbers null where it shows nothing. */
export const machineShape = z.strictObject({
  /** addresses of its network cards, lower case with colons */
  mac: z.array(z.string().regex(/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/)).max(16),
  /** serial numbers of its disks */
  disk: z.array(serial).max(16),
  /** number of its processor, or of the board that carries it */
  processor: serial.nullable(),
  /** serial number of the key or lock that is plugged in */
  lock: serial.nullable(),
})
export type Machine = z.infer<typeof machineShape>

const held = z.strictObject({
  key,
  name: z.string(),
  certificate: base64,
  chain: z.array(base64).max(8),
})

/** What comes back, by request; `key` is the SHA-256 of the certificate in hexadecimal. */
export const agentAnswers = {
  hello: z.strictObject({
    ...{ v: z.literal(1), name: z.string().max(100), paired: z.boolean() },
    /** what it answers beyond what every agent does; absent: nothing */
    can: z.array(z.enum(['machine'])).optional(),
  }),
  pair: z.strictObject({ token: z.string().min(32).max(100) }),
  certificates: z.strictObject({ keys: z.array(held).max(16) }),
  sign: z.strictObject({ signature: base64 }),
  unwrap: z.strictObject({ secret: base64 }),
  machine: machineShape,
}

/** An answer to each kind of request. */
export type AgentAnswers = { [Op in keyof typeof agentAnswers]: z.infer<(typeof agentAnswers)[Op]> }

/** Why an agent declines. */
export const AGENT_CODES = [
  'AGENT_MESSAGE_MALFORMED',
  'AGENT_NOT_PAIRED',
  'AGENT_CODE_WRONG',
  'AGENT_KEY_UNKNOWN',
  'AGENT_PIN_REFUSED',
  'AGENT_UNWRAP_FAILED',
  'AGENT_MACHINE_REFUSED',
  'AGENT_FAILED',
] as const
export type AgentCode = (typeof AGENT_CODES)[number]

/** The frame of every answer. */
export const agentFrame = z.union([
  z.strictObject({ id: z.int().min(0), ok: z.literal(true), of: z.unknown() }),
  z.strictObject({ id: z.int().min(0), ok: z.literal(false), code: z.enum(AGENT_CODES) }),
])
