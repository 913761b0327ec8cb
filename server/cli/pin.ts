import { createReadStream } from 'node:fs'
import type { Given } from './arguments.ts'
import { EXIT, Stop } from './exit.ts'
import type { Terminal } from './terminal.ts'

const [ENTER, RETURN, INTERRUPT, END, BACKSPACE, DELETE] = ['\n', '\r', '\u0003', '\u0004', '\b', '\u007f']

/** A PIN from a descriptor, the environment, or a prompt that shows nothing of it. */
export async function pinFor(given: Given, terminal: Terminal, file: string): Promise<string> {
  const descriptor = given.text('pin-fd')
  if (descriptor !== undefined) return fromDescriptor(descriptor)
  if (terminal.environment.pin) return terminal.environment.pin
  if (terminal.asks) return askHidden(terminal.words({ zh: `${file} 的 PIN：`, en: `PIN of ${file}: ` }))
  throw new Stop(
    EXIT.key,
    '没有 PIN：请在终端输入，或用 --pin-fd N、环境变量 YANGGUANG_PIN',
    'there is no PIN: type it at a terminal, or use --pin-fd N or YANGGUANG_PIN',
  )
}

/** The first line of an open descriptor. */
async function fromDescriptor(text: string): Promise<string> {
  if (!/^\d{1,4}$/.test(text)) throw new Stop(EXIT.usage, '--pin-fd 后应为描述符编号', '--pin-fd takes a number')
  let all = ''
  try {
    for await (const piece of createReadStream('', { fd: Number(text), encoding: 'utf8' })) {
      all += piece
      if (all.includes(ENTER)) break
    }
  } catch {
    throw new Stop(EXIT.key, `无法从描述符 ${text} 读取 PIN`, `no PIN can be read from descriptor ${text}`)
  }
  return (all.split(ENTER)[0] ?? '').replace(RETURN, '')
}

/** Asks on the terminal and shows nothing of the answer. */
export function askHidden(question: string): Promise<string> {
  const { stdin, stderr } = process
  stderr.write(question)
  stdin.setRawMode(true)
  stdin.setEncoding('utf8')
  return new Promise((answer, fail) => {
    let typed = ''
    const finish = (deed: () => void): void => {
      stdin.setRawMode(false)
      stdin.pause()
      stdin.off('data', listen)
      stderr.write('\n')
      deed()
    }
    const listen = (keys: string): void => {
      for (const key of keys) {
        const done = key === ENTER || key === RETURN || key === END
        if (done) finish(() => answer(typed))
        if (key === INTERRUPT) finish(() => fail(new Stop(EXIT.interrupted, '已中断', 'interrupted')))
        if (done || key === INTERRUPT) return
        typed = key === BACKSPACE || key === DELETE ? typed.slice(0, -1) : typed + key
      }
    }
    stdin.on('data', listen)
    stdin.resume()
  })
}
