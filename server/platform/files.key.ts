/** There is no file under this key. */
export class FileMissing extends Error {
  readonly key: string
  constructor(key: string, cause?: unknown) {
    super(`there is no file ${key}`, { cause })
    this.name = 'FileMissing'
    this.key = key
  }
}

const segment = /^[a-z0-9_-][a-z0-9_.-]*$/

/** Throws unless the key is a path of lower-case letters, digits, `_`, `-` and `.`, of which no part starts with a dot. */
export function checkKey(key: string): void {
  if (key.length > 500 || !key.split('/').every((part) => segment.test(part))) {
    throw new Error(`not a key of a file: ${JSON.stringify(key)}`)
  }
}
