import { type Block, facts, heading, listed, paragraph } from './layout.ts'

/** What a draw went by: the frozen list's root, and what each party committed to and then told. */
export interface Randomness {
  readonly root: string
  readonly seed: string
  readonly parties: readonly { readonly name: string; readonly commitment: string; readonly value: string }[]
}

/** The part of a record with which anyone repeats its draw. */
export const randomness = (title: string, how: string, { root, seed, parties }: Randomness): Block[] => [
  heading(title),
  paragraph(how),
  facts([
    ['冻结名单根', root],
    ['种子', seed],
  ]),
  listed(
    ['参与方', '承诺（SHA-256）', '随机数'],
    parties.map(({ name, commitment, value }) => [name, commitment, value]),
    '无。',
    [2.4, 5, 5],
  ),
]
