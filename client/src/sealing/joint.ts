import type { Consortium } from '../../../server/bids/contract.ts'
import { say } from '../app/words.ts'
import type { Asked, Defects, Fields } from './form.ts'

/** `name code [share%] [小微]`, as typed. */
const LINE = /^(.+?)[\s（(]+([0-9A-HJ-NPQRTUWXY]{18})[)）]?(?:\s+(\d{1,3}(?:\.\d{1,2})?)\s*[%％])?(?:\s*(小微))?$/

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

type Member = Consortium['members'][number]

function memberOf(line: string): Member | undefined {
  const [, name = '', code = '', share, small] = LINE.exec(line) ?? []
  if (!code) return undefined
  return {
    ...{ name: name.trim(), code },
    ...(share ? { share: Math.round(Number(share) * 100) } : {}),
    ...(small ? { small: true } : {}),
  }
}

/** Who bids together with the bidder, as typed: a line a member, with its share of the contract and whether it is small. */
export const consortiumOf = (typed: Pick<Fields, 'members' | 'agreement' | 'leaderSmall'>): Consortium => ({
  members: lines(typed.members).flatMap((line) => memberOf(line) ?? []),
  agreement: typed.agreement.trim(),
  ...(typed.leaderSmall ? { small: true } : {}),
})

/** What is wrong with a consortium before it is sealed. */
export function consortiumDefects(fields: Fields, asked: Asked): Defects {
  const typed = lines(fields.members)
  if (!typed.length) return {}
  if (!asked.consortium)
    return {
      members: say('本标段不接受联合体投标，将被否决', 'this tender takes no consortium: the bid would be rejected'),
    }
  const bad = typed.findIndex((line) => !memberOf(line))
  if (bad >= 0)
    return {
      members: say(
        `第 ${bad + 1} 行须写：名称 统一社会信用代码（可再写份额%、小微）`,
        `line ${bad + 1}: name and credit code, then share % and 小微 if wanted`,
      ),
    }
  if (!fields.agreement.trim())
    return {
      agreement: say('请先选择含联合体协议的商务标', 'choose the business volume that holds the joint agreement'),
    }
  return {}
}
