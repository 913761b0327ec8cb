import type { BidForm, Relations } from './contract.ts'

type Related = Relations['holders'][number]

/** A person's name as the public may read it: its first character, and that there are more. */
export const maskedName = (name: string): string => {
  const [first = '', ...rest] = name
  return `${first}${'*'.repeat(Math.max(1, rest.length))}`
}

const ORGANISATION =
  /(公司|集团|企业|厂|店|社|行|院|所|局|会|中心|基金|大学|学校|政府|合伙[)）]?|Ltd\.?|Inc\.?|GmbH|LLC|LLP|AG|SA)$/i

/** Whether it is a natural person: it has no credit code, and no name as organisations have. */
const isPerson = ({ code, name }: Related): boolean => code === undefined && !ORGANISATION.test(name.trim())

const masked = (one: Related): Related => (isPerson(one) ? { ...one, name: maskedName(one.name) } : one)

/**
 * A form as everybody may read it: of the natural persons who hold or manage the bidder the names are masked
 * (《个人信息保护法》第六条: no more than its purpose needs). Whoever has the whole form makes the same of it.
 */
export function publicForm(form: BidForm): BidForm {
  if (!form.relations) return form
  const { head, holders, managers } = form.relations
  return { ...form, relations: { head, holders: holders.map(masked), managers: managers.map(masked) } }
}

/** Whether a form names anybody whom the public may not read. */
export const namesPersons = ({ relations }: Pick<BidForm, 'relations'>): boolean =>
  [...(relations?.holders ?? []), ...(relations?.managers ?? [])].some(isPerson)
