import { random } from '../../../crypto/bytes.ts'
import { Agent, AgentProblem } from '../agent/agent.ts'
import type { HeldKey } from '../app/keys.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import type { ServerClock } from '../net/useClock.ts'
import { beijing } from '../pieces/Moment.tsx'
import type { Finding } from './finding.ts'

const MIB = 1024 * 1024
const DAY = 86_400_000

/** Whether the browser can do what sealing needs. */
export function checkBrowser(): Finding {
  const missing = [
    ...(globalThis.isSecureContext ? [] : [say('安全连接（HTTPS）', 'a secure connection (HTTPS)')]),
    ...(globalThis.crypto?.subtle ? [] : ['WebCrypto']),
    ...(typeof Worker === 'function' ? [] : ['Worker']),
    ...(typeof WebSocket === 'function' ? [] : ['WebSocket']),
    ...(typeof indexedDB === 'object' ? [] : ['IndexedDB']),
    ...(typeof File.prototype.stream === 'function' ? [] : [say('文件流', 'file streams')]),
  ]
  const seen = navigator.userAgent.match(/(Chrome|Firefox|Edg|Version)\/[\d.]+/g)?.join(' ') ?? navigator.userAgent
  const title = say('浏览器', 'Browser')
  if (!missing.length) return { id: 'browser', title, tone: 'good', seen }
  return {
    ...{ id: 'browser', title, tone: 'bad', seen: `${seen}；${say('缺少', 'missing')} ${missing.join('、')}` },
    mend: say(
      '请用新版 Chrome、Edge 或 Firefox，并以 https:// 地址打开',
      'use a current Chrome, Edge or Firefox, by an https:// address',
    ),
  }
}

/** How far this machine's clock is from the platform's, which decides. */
export function checkClock(clock: ServerClock, authority: { offset: number } | null): Finding {
  const title = say('时钟偏差', 'Clock')
  if (!clock.syncedAt)
    return { id: 'clock', title, tone: 'bad', seen: say('未能与平台对时', 'could not be compared with the platform’s') }
  const away = Math.round(Math.abs(clock.offset))
  const platform = authority
    ? say(
        `；平台与时间戳服务相差 ${authority.offset} 毫秒`,
        `; the platform’s is ${authority.offset} ms off its authority’s`,
      )
    : ''
  const seen = say(
    `本机与平台相差 ${away} 毫秒（误差不超过 ${Math.ceil(clock.error)} 毫秒）${platform}`,
    `${away} ms from the platform’s (error at most ${Math.ceil(clock.error)} ms)${platform}`,
  )
  if (clock.movable) {
    const moved = say('演示环境的时钟可调，不与本机比较', 'a demonstration: its clock is moved and not compared')
    return { id: 'clock', title, tone: 'quiet', seen: moved }
  }
  if (away < 5000) return { id: 'clock', title, tone: 'good', seen }
  const mend = say(
    '不影响递交（以平台时间为准），但请校准系统时间，以免误判截止',
    'it changes nothing (the platform’s time counts), yet set it right so that you do not misjudge the deadline',
  )
  return { id: 'clock', title, tone: 'sun', seen, mend }
}

/** Whether there are keys for signing and for opening, and whether their certificates are in their time. */
export function checkKeys(keys: readonly HeldKey[], now: number): Finding[] {
  const title = say('密钥', 'Keys')
  if (!keys.length) {
    const mend = say('请打开密钥文件或连接 USB Key 后再检测', 'open a key file or connect a USB key, then check again')
    return [{ id: 'keys', title, tone: 'sun', seen: say('未打开', 'none is open'), mend }]
  }
  const able = (use: 'sign' | 'encrypt') => keys.some(({ certificate }) => certificate.usage[use])
  const missing = [
    ...(able('sign') ? [] : [say('签名证书', 'a signing certificate')]),
    ...(able('encrypt') ? [] : [say('加密证书', 'an encryption certificate')]),
  ]
  const both: Finding = missing.length
    ? {
        ...{ id: 'keys', title, tone: 'bad', seen: `${say('缺少', 'missing')} ${missing.join('、')}` },
        mend: say('投标须同时有签名证书和加密证书，请向签发机构申领', 'a bid needs both: ask your authority'),
      }
    : { id: 'keys', title, tone: 'good', seen: say('签名与加密密钥都在', 'signing and encryption keys are here') }
  return [both, ...keys.map((key) => checkDates(key, now))]
}

function checkDates({ certificate: { subject, serial, notBefore, notAfter } }: HeldKey, now: number): Finding {
  const id = `certificate ${serial}`
  const title = say(`证书 尾号 ${serial.slice(-6)}`, `Certificate …${serial.slice(-6)}`)
  const left = Math.floor((notAfter - now) / DAY)
  const seen = `${subject.commonName ?? ''} · ${beijing(notBefore).slice(0, 10)} – ${beijing(notAfter).slice(0, 10)}`
  const renew = say(
    '请向签发机构换发，并在“证书”页绑定新证书',
    'have it renewed, and bind the new one on the page of certificates',
  )
  if (now > notAfter) return { id, title, tone: 'bad', seen: `${seen} · ${say('已过期', 'expired')}`, mend: renew }
  if (now < notBefore)
    return { id, title, tone: 'bad', seen: `${seen} · ${say('尚未生效', 'not valid yet')}`, mend: renew }
  if (left < 60)
    return { id, title, tone: 'sun', seen: `${seen} · ${say(`还有 ${left} 天`, `${left} days left`)}`, mend: renew }
  return { id, title, tone: 'good', seen }
}

/** Whether the browser lets this page reach programs on this machine. */
export async function checkPermission(): Promise<Finding> {
  const title = say('访问本机网络的许可', 'Permission to reach this machine')
  for (const name of ['loopback-network', 'local-network-access']) {
    const state = await navigator.permissions
      .query({ name: name as PermissionName })
      .then((found) => found.state)
      .catch(() => undefined)
    if (!state) continue
    if (state === 'granted') return { id: 'permission', title, tone: 'good', seen: say('已允许', 'granted') }
    const denied = state === 'denied'
    return {
      ...{ id: 'permission', title, tone: denied ? 'bad' : 'sun' },
      seen: denied ? say('已禁止', 'blocked') : say('尚未询问', 'not asked yet'),
      mend: denied
        ? say('在地址栏左侧的网站设置里改为允许', 'allow it in the site settings beside the address')
        : say('使用 USB Key 时浏览器会询问，请选择“允许”', 'the browser asks when a USB key is used: allow it'),
    }
  }
  return { id: 'permission', title, tone: 'quiet', seen: say('此浏览器不单独询问', 'this browser does not ask for it') }
}

/** Whether the local agent answers; only who uses a USB key needs it. */
export async function checkAgent(): Promise<Finding> {
  const title = say('本机助手（USB Key）', 'Local agent (USB key)')
  try {
    const { agent, name, paired } = await Agent.connect()
    agent.close()
    const seen = `${name} · ${paired ? say('已配对', 'paired') : say('未配对', 'not paired')}`
    if (paired) return { id: 'agent', title, tone: 'good', seen }
    return {
      id: 'agent',
      title,
      tone: 'sun',
      seen,
      mend: say('登录时选择 USB Key 并输入配对码', 'choose the USB key at sign-in and type its code'),
    }
  } catch (problem) {
    if (!(problem instanceof AgentProblem)) throw problem
    const only = say('只用密钥文件的，不需要助手。', 'Not needed with a key file. ')
    return {
      id: 'agent',
      title,
      tone: 'quiet',
      seen: say('没有应答', 'no answer'),
      mend: only + say(problem.zh, problem.en),
    }
  }
}

/** How fast bytes come and go; a bid of 200 MB in the time that it takes. */
export async function checkLine(): Promise<Finding> {
  const title = say('网速', 'Line')
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const begun = performance.now()
    await work()
    return (4 * MIB * 8) / 1e6 / ((performance.now() - begun) / 1000)
  }
  const down = await timed(() => api.bytes('/environment/sample'))
  const up = await timed(() => api.put('/environment/sample', new Blob([randomBytes(4 * MIB)])))
  const minutes = Math.max(1, Math.ceil((200 * 8) / up / 60))
  const seen = say(
    `下行 ${down.toFixed(1)} Mbit/s，上行 ${up.toFixed(1)} Mbit/s；200 MB 的投标文件约需 ${minutes} 分钟`,
    `${down.toFixed(1)} Mbit/s down, ${up.toFixed(1)} up; a bid of 200 MB takes about ${minutes} min`,
  )
  if (up >= 4) return { id: 'line', title, tone: 'good', seen }
  return {
    id: 'line',
    title,
    tone: 'sun',
    seen,
    mend: say('上行较慢：请提前上传，中断后可续传', 'slow: begin early; a broken upload is resumed'),
  }
}

function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(length)
  const piece = random(65_536)
  for (let at = 0; at < length; at += piece.length) out.set(piece.subarray(0, length - at), at)
  return out
}

/** How fast this machine seals: the browser's own cipher. */
export async function checkCipher(): Promise<Finding> {
  const { subtle } = globalThis.crypto
  const key = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt'])
  const text = randomBytes(4 * MIB)
  const begun = performance.now()
  for (let i = 0; i < 8; i++) await subtle.encrypt({ name: 'AES-GCM', iv: random(12) }, key, text)
  const speed = (32 * MIB) / 1e6 / ((performance.now() - begun) / 1000)
  const seen = say(`AES-256-GCM ${Math.round(speed)} MB/s`, `AES-256-GCM ${Math.round(speed)} MB/s`)
  return { id: 'cipher', title: say('加密速度', 'Cipher'), tone: speed >= 50 ? 'good' : 'sun', seen }
}

/** How much this browser may keep: an interrupted sealing goes on from it. */
export async function checkDisk(): Promise<Finding> {
  const title = say('浏览器存储', 'Storage')
  const { quota = 0, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {}
  const free = Math.max(0, quota - usage)
  const seen = say(`可用 ${Math.round(free / MIB)} MiB`, `${Math.round(free / MIB)} MiB free`)
  if (free >= 50 * MIB) return { id: 'disk', title, tone: 'good', seen }
  const mend = say(
    '空间不足时刷新后不能续传：请清理磁盘，且不要用无痕窗口',
    'without it a sealing does not go on after a reload: free some space, do not use a private window',
  )
  return { id: 'disk', title, tone: 'sun', seen, mend }
}
