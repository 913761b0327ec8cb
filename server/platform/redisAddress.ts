/** Where a Redis is, and what the names of ours in it start with. */
export interface RedisAddress {
  host: string
  port: number
  username?: string
  password?: string
  db: number
  tls: boolean
  prefix: string
}

const usualPrefix = 'yangguang'

/**
 * Reads `redis://[user:password@]host[:port][/database][?prefix=name]`, or `rediss://` for TLS.
 *
 * A path that is no number is the prefix: several platforms can share one Redis.
 */
export function redisAddress(url: string): RedisAddress {
  const { protocol, hostname, port, username, password, pathname, searchParams } = new URL(url)
  if (protocol !== 'redis:' && protocol !== 'rediss:') {
    throw new Error(`a Redis URL starts with redis:// or rediss://, not ${protocol}//`)
  }
  const path = decodeURIComponent(pathname.slice(1))
  const numbered = /^\d+$/.test(path)
  const prefix = searchParams.get('prefix') ?? (numbered || path === '' ? usualPrefix : path)
  if (!/^[\w.-]+$/.test(prefix)) throw new Error('the prefix in a Redis URL has letters, digits, _, - and . only')
  return {
    host: hostname,
    port: port === '' ? 6379 : Number(port),
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
    db: numbered ? Number(path) : 0,
    tls: protocol === 'rediss:',
    prefix,
  }
}
