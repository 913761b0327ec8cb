import fc from 'fast-check'
import { z } from 'zod'
import type { Route } from '../../server/web/route.ts'
import { placesOf } from '../world/routes.ts'

/** What JSON can be, and what programs trip over. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    [],
    {},
    '',
    0,
    -1,
    1.5,
    1e308,
    Number.MAX_SAFE_INTEGER,
    '0',
    '1e3',
    ' ',
    '\u0000',
  ),
  fc.constantFrom<unknown>(
    '__proto__',
    'constructor',
    '标段\u202e\ud83d\ude00',
    "' OR 1=1 --",
    '<script>',
    '../../etc/passwd',
    '%00',
  ),
  fc.integer({ min: 1000, max: 60_000 }).map((n) => 'x'.repeat(n)),
  fc.integer({ min: 1, max: 400 }).map((n) => deep(n)),
  fc.jsonValue({ maxDepth: 3 }),
  fc.array(fc.jsonValue({ maxDepth: 1 }), { maxLength: 50 }),
)

function deep(levels: number): unknown {
  let value: unknown = 'deep'
  for (let i = 0; i < levels; i++) value = i % 2 ? [value] : { a: value }
  return value
}

interface Shape {
  type?: string
  properties?: Record<string, Shape>
  items?: Shape | false
  prefixItems?: Shape[]
  anyOf?: Shape[]
  oneOf?: Shape[]
  allOf?: Shape[]
  enum?: unknown[]
  const?: unknown
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  minItems?: number
  maxItems?: number
}

/** Values of about the shape that a schema wants: what it can say in JSON Schema is kept. */
export const shaped = (schema: z.ZodType): fc.Arbitrary<Record<string, unknown>> =>
  valuesOf(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as Shape) as fc.Arbitrary<
    Record<string, unknown>
  >

function valuesOf(shape: Shape): fc.Arbitrary<unknown> {
  if (shape.const !== undefined) return fc.constant(shape.const)
  if (shape.enum) return fc.constantFrom(...shape.enum)
  const either = shape.anyOf ?? shape.oneOf
  if (either) return fc.oneof(...either.map(valuesOf))
  switch (shape.type) {
    case 'object':
      return fc.record(
        Object.fromEntries(Object.entries(shape.properties ?? {}).map(([name, of]) => [name, valuesOf(of)])),
      )
    case 'array':
      return fc.array(valuesOf(shape.items || {}), {
        minLength: shape.minItems ?? 0,
        maxLength: Math.min(shape.maxItems ?? 4, 4),
      })
    case 'string':
      return textOf(shape)
    case 'integer':
    case 'number': {
      const min = Math.max(shape.minimum ?? (shape.exclusiveMinimum ?? -2) + 1, -1e9)
      return fc.integer({ min, max: Math.max(min, Math.min(shape.maximum ?? 1e6, 1e9)) })
    }
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return fc.jsonValue({ maxDepth: 1 })
  }
}

function textOf({ pattern, allOf, minLength = 0, maxLength = 40 }: Shape): fc.Arbitrary<string> {
  const found = pattern ?? allOf?.find((one) => one.pattern)?.pattern
  if (found) return fc.stringMatching(new RegExp(found)).map((text) => text.slice(0, maxLength))
  return fc.string({ minLength, maxLength: Math.max(minLength, Math.min(maxLength, 40)), unit: 'grapheme' })
}

/** The same with one thing wrong: a member too many, too few, or of another kind; or something else altogether. */
export const spoilt = (schema: z.ZodType): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 1, arbitrary: oddValue },
    {
      weight: 4,
      arbitrary: fc
        .tuple(shaped(schema), fc.nat(), oddValue, fc.constantFrom('drop', 'replace', 'add', 'number as text', 'nest'))
        .map(([body, at, odd, how]) => spoil(body, at, odd, how)),
    },
  )

function spoil(body: Record<string, unknown>, at: number, odd: unknown, how: string): unknown {
  const names = Object.keys(body)
  const name = names[at % Math.max(1, names.length)] ?? 'nothing'
  const rest = Object.fromEntries(Object.entries(body).filter(([key]) => key !== name))
  if (how === 'drop') return rest
  if (how === 'replace') return { ...rest, [name]: odd }
  if (how === 'number as text') return { ...rest, [name]: String(at) }
  if (how === 'nest') return { ...rest, [name]: [body[name]] }
  return { ...body, [['surplus', 'constructor', 'toString', 'tenderer', 'now'][at % 5] ?? 'surplus']: odd }
}

/** Whether the route's schema takes a body together with the places of the path. */
export const fits = (route: Route, body: unknown, given: Record<string, string>): boolean =>
  body !== null &&
  typeof body === 'object' &&
  !Array.isArray(body) &&
  route.schema.safeParse({ ...body, ...placesOf(route, given) }).success

/** The body alone: the places of the path do not come in it. */
export const withoutPlaces = (route: Route, body: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(body).filter(([name]) => !route.path.includes(`:${name}`)))
