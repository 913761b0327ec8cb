import type { Vault } from '../platform/platform.ts'

/**
 * The tag under which somebody writes one letter (a question, an objection). Each letter has its own, so that nothing
 * ties a letter to another, to a bid or to a download; only the platform, asked by the writer, finds its letters again.
 */
export const letterTag = (vault: Pick<Vault, 'tag'>, letter: string, organisation: string): string =>
  vault.tag('letter', letter, organisation)

/** Sealed texts have one of few lengths, so that a name or a certificate is not told by how long it is. */
const CLASS = 16 * 1024

/** Seals who wrote, with the signature, for the vault alone; the length tells nothing. */
export function concealed(vault: Pick<Vault, 'seal'>, purpose: string, content: unknown): string {
  const text = JSON.stringify(content)
  const bytes = new TextEncoder().encode(text).length
  return vault.seal(purpose, text + ' '.repeat((CLASS - (bytes % CLASS)) % CLASS))
}

/** Opens what `concealed` sealed. */
export const revealed = <T>(vault: Pick<Vault, 'open'>, purpose: string, sealed: string): T =>
  JSON.parse(vault.open(purpose, sealed)) as T

const FORMS = /(股份有限公司|有限责任公司|有限公司|分公司|集团|公司|事务所|合伙企业)/g
const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** Says whether a text names its writer: by its name, by that name without its legal form, or by its code. */
export function namesItself(text: string, of: { code: string; name: string }): boolean {
  const found = bare(text)
  const name = bare(of.name)
  const core = name.replace(FORMS, '')
  return [name, bare(of.code), ...(core.length >= 4 ? [core] : [])].some((one) => one !== '' && found.includes(one))
}
