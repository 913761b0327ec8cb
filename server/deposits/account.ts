import type { Vault } from '../platform/platform.ts'
import { plain } from './rules.ts'

/** What the numbers of deposit accounts begin with: the custodian bank's main account. */
const PREFIX = '95599871'

/** The check digit of a number by Luhn's rule (ISO/IEC 7812-1), as bank cards carry it. */
export function checkDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const doubled = i % 2 === 0 ? Number(digit) * 2 : Number(digit)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return String((10 - (sum % 10)) % 10)
}

/**
 * The number of the account that one bidder has for one tender. Nobody without the vault can tell whose it is.
 *
 * @param turn counts on where another account already has the number
 */
export function accountNumber(vault: Pick<Vault, 'tag'>, tender: string, tag: string, turn = 0): string {
  const ten = (BigInt(`0x${vault.tag('account number', tender, tag, String(turn))}`) % 10_000_000_000n).toString()
  const body = PREFIX + ten.padStart(10, '0')
  return body + checkDigit(body)
}

/** Whether a number is one that this platform can have given. */
export const wellFormed = (account: string): boolean =>
  account.startsWith(PREFIX) &&
  account.length === PREFIX.length + 11 &&
  checkDigit(account.slice(0, -1)) === account.at(-1)

/** What the database knows a bidder's name by within a tender; widths of letters and blanks do not count. */
export const nameTag = (vault: Pick<Vault, 'tag'>, tender: string, name: string): string =>
  vault.tag('payer name', tender, plain(name))

/** What the database knows an account that money comes from by, within a tender. */
export const payerTag = (vault: Pick<Vault, 'tag'>, tender: string, account: string): string =>
  vault.tag('payer account', tender, account)

/** What the database knows an account by. */
export const accountTag = (vault: Pick<Vault, 'tag'>, account: string): string => vault.tag('account', account)
