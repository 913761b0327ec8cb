import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import type { Finding } from './finding.ts'

type Device = 'camera' | 'microphone'

const titles = (): Record<Device, string> => ({
  camera: say('摄像头', 'Camera'),
  microphone: say('麦克风', 'Microphone'),
})

/** What stands in the way, by the name that browsers give it, and how to mend it. */
function mendOf(name: string, device: Device): [seen: string, mend: string] {
  const what = titles()[device]
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return [
        say('浏览器未允许', 'not allowed'),
        say(
          `点击地址栏左侧的图标，将${what}改为“允许”，再重新检测；单位统一管理的浏览器请联系管理员`,
          `allow the ${what.toLowerCase()} by the sign beside the address, then check again; a managed browser needs its administrator`,
        ),
      ]
    case 'NotFoundError':
    case 'OverconstrainedError':
      return [
        say('没有找到设备', 'no device'),
        say('请接好设备，并在系统设置中确认已启用', 'connect one and see that the system has it enabled'),
      ]
    case 'NotReadableError':
    case 'AbortError':
      return [
        say('设备被占用或无法启动', 'busy or does not start'),
        say('请关闭正在使用它的会议软件后重试', 'close other programs that use it, then try again'),
      ]
    default:
      return [name, say('请换用新版 Chrome、Edge 或 Firefox', 'use a current Chrome, Edge or Firefox')]
  }
}

/**
 * Whether the camera or the microphone can be used: it is opened, looked at and closed again; nothing is recorded.
 * The browser asks first, so it must follow a click.
 */
export async function checkDevice(device: Device): Promise<Finding> {
  const title = titles()[device]
  if (!navigator.mediaDevices?.getUserMedia) {
    const mend = say('请以 https:// 地址打开本页', 'open this page by an https:// address')
    return { id: device, title, tone: 'bad', seen: say('此页面不能使用', 'not available to this page'), mend }
  }
  try {
    const stream = await navigator.mediaDevices.getUserMedia(device === 'camera' ? { video: true } : { audio: true })
    try {
      const [track] = stream.getTracks()
      const seen = device === 'camera' ? pictureOf(track) : await soundOf(stream, track)
      return { id: device, title, tone: 'good', seen }
    } finally {
      for (const track of stream.getTracks()) track.stop()
    }
  } catch (problem) {
    const [seen, mend] = mendOf(problem instanceof DOMException ? problem.name : String(problem), device)
    return { id: device, title, tone: 'bad', seen, mend }
  }
}

function pictureOf(track: MediaStreamTrack | undefined): string {
  const { width, height, frameRate } = track?.getSettings() ?? {}
  const rate = frameRate ? ` · ${Math.round(frameRate)} fps` : ''
  return `${track?.label ?? ''} · ${width ?? '?'} × ${height ?? '?'}${rate}`
}

const LISTEN_MS = 1500

/** Listens for a moment: a microphone that is switched off gives silence, and that is said. */
async function soundOf(stream: MediaStream, track: MediaStreamTrack | undefined): Promise<string> {
  const context = new AudioContext()
  try {
    const analyser = context.createAnalyser()
    context.createMediaStreamSource(stream).connect(analyser)
    const wave = new Float32Array(analyser.fftSize)
    let loudest = 0
    for (const end = performance.now() + LISTEN_MS; performance.now() < end; ) {
      await new Promise((done) => setTimeout(done, 50))
      analyser.getFloatTimeDomainData(wave)
      for (const one of wave) loudest = Math.max(loudest, Math.abs(one))
    }
    const heard =
      loudest > 0.001 ? say('有声音', 'sound is heard') : say('没有声音，请确认未静音', 'silence: is it muted?')
    return `${track?.label ?? ''} · ${heard}`
  } finally {
    await context.close()
  }
}

const PEER_MS = 8000

/** Whether this browser can hold a live connection at all: two ends of one on this very page speak to each other. */
export async function checkPeer(): Promise<Finding> {
  const title = say('实时音视频（WebRTC）', 'Live sound and picture (WebRTC)')
  const mend = say(
    '浏览器或安全软件禁用了 WebRTC：请允许，或换用新版 Chrome、Edge',
    'the browser or a security program blocks WebRTC: allow it, or use a current Chrome or Edge',
  )
  if (typeof RTCPeerConnection !== 'function')
    return { id: 'peer', title, tone: 'bad', seen: say('此浏览器没有', 'this browser has none'), mend }
  const [one, other] = [new RTCPeerConnection(), new RTCPeerConnection()]
  try {
    const begun = performance.now()
    await within(PEER_MS, spoken(one, other))
    const ms = Math.round(performance.now() - begun)
    return { id: 'peer', title, tone: 'good', seen: say(`可用，${ms} 毫秒建立`, `works, up in ${ms} ms`) }
  } catch {
    return { id: 'peer', title, tone: 'bad', seen: say('建立不了连接', 'no connection comes up'), mend }
  } finally {
    one.close()
    other.close()
  }
}

async function spoken(one: RTCPeerConnection, other: RTCPeerConnection): Promise<void> {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const)
    from.onicecandidate = ({ candidate }) => void (candidate && to.addIceCandidate(candidate).catch(() => undefined))
  const channel = one.createDataChannel('check')
  const heard = new Promise<void>((done) => {
    other.ondatachannel = ({ channel: theirs }) => {
      theirs.onmessage = () => done()
    }
  })
  channel.onopen = () => channel.send('1')
  await one.setLocalDescription()
  await other.setRemoteDescription(one.localDescription!)
  await other.setLocalDescription()
  await one.setRemoteDescription(other.localDescription!)
  await heard
}

/** Whether the platform's relay answers: where a firewall lets nothing else through, sound and picture go by it. */
export async function checkRelay(): Promise<Finding> {
  const title = say('中继服务器（TURN）', 'Relay (TURN)')
  const { servers } = await api.get<{ servers: RTCIceServer[] }>('/environment/relay')
  if (!servers.length) {
    const seen = say('本平台没有配置，无须检测', 'this platform has none: nothing to check')
    return { id: 'relay', title, tone: 'quiet', seen }
  }
  const peer = new RTCPeerConnection({ iceServers: servers, iceTransportPolicy: 'relay' })
  try {
    const begun = performance.now()
    peer.createDataChannel('check')
    await within(PEER_MS, relayed(peer))
    const ms = Math.round(performance.now() - begun)
    return { id: 'relay', title, tone: 'good', seen: say(`可达，${ms} 毫秒`, `reached in ${ms} ms`) }
  } catch {
    const mend = say(
      `请网络管理员放行到 ${servers.flatMap(({ urls }) => urls).join('、')} 的 UDP 与 TCP`,
      `ask your network’s administrator to let UDP and TCP through to ${servers.flatMap(({ urls }) => urls).join(', ')}`,
    )
    return { id: 'relay', title, tone: 'bad', seen: say('没有应答', 'no answer'), mend }
  } finally {
    peer.close()
  }
}

async function relayed(peer: RTCPeerConnection): Promise<void> {
  const found = new Promise<void>((done) => {
    peer.onicecandidate = ({ candidate }) => candidate?.type === 'relay' && done()
  })
  await peer.setLocalDescription()
  await found
}

const within = <T>(ms: number, work: Promise<T>): Promise<T> =>
  Promise.race([work, new Promise<never>((_done, fail) => setTimeout(() => fail(new Error('time is up')), ms))])
