/** A fact's number: 26 characters, which nobody types without blanks and small letters. */
const FACT = /^[0-9A-HJKMNP-TV-Z]{26}$/

/** Where a number or an address that stands on a paper leads to at once; nothing where it has to be searched for. */
export function leadsTo(typed: string): string | undefined {
  const [, query] = /\/verify\?(\w+=[\w-]+)$/.exec(typed) ?? []
  if (query) return `/verify?${query}`
  const fact = typed.replace(/\s/g, '').toUpperCase()
  return FACT.test(fact) ? `/verify?fact=${fact}` : undefined
}
