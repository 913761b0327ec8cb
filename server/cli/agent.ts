import { AGENT_PORT, machineShape } from '../../crypto/agent.ts'
import { readKeyFile } from '../../crypto/keyFile.ts'
import { Desk } from './agent/desk.ts'
import { listen } from './agent/listen.ts'
import { readMachine } from './agent/machine.ts'
import { given, type Options } from './arguments.ts'
import { EXIT, ending, Stop } from './exit.ts'
import { parseInput, readInput } from './inputs.ts'
import { pinFor } from './pin.ts'
import { terminalFor } from './terminal.ts'

const HELP = `npm run agent -- --key FILE.p12 --origin http://127.0.0.1:4100 [--port ${AGENT_PORT}] [--pin-fd N] [--machine FILE.json]

模拟的本机签名助手，用于演练：私钥留在助手里，网页只得到签名。
A simulated local signing agent, for rehearsal: the key stays here, a page gets signatures only. See crypto/AGENT.md.
--origin 允许的来源，多个用逗号分隔；命令行工具是 program://yangguang-bid  who may ask, separated by commas; the command line tool is program://yangguang-bid
--machine 用文件中的数值代替本机的网卡、硬盘、处理器和锁号（仅供演练） gives the numbers of a file instead of this machine's, for rehearsal`

const text = { kind: 'text' } as const
const OPTIONS: Options = {
  ...{ key: text, origin: text, port: text, 'pin-fd': text, machine: text },
  ...({ help: { kind: 'flag', short: 'h' }, 'no-input': { kind: 'flag' }, quiet: { kind: 'flag' } } as const),
}

async function main(argv: string[]): Promise<void> {
  const call = given(argv, OPTIONS)
  if (call.flag('help')) return void process.stdout.write(`${HELP}\n`)
  const terminal = terminalFor(call)
  const file = call.need('key')
  const bytes = await readInput(file)
  const port = Number(call.text('port') ?? AGENT_PORT)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Stop(EXIT.usage, '--port 后应为端口号', '--port takes a port')
  const played = call.text('machine')
  const simulated = played ? machineShape.parse(parseInput(await readInput(played), played)) : undefined
  const desk = new Desk({
    openKeys: async () => {
      terminal.note('网页请求使用证书', 'a page asks to use the certificate')
      return readKeyFile(bytes, await pinFor(call, terminal, file))
    },
    readMachine: async () => {
      terminal.note('网页请求读取本机的网卡、硬盘和处理器编号', 'a page asks for the numbers of this machine')
      return simulated ?? readMachine()
    },
    showCode: (code) => terminal.line(`${terminal.words({ zh: '配对码', en: 'pairing code' })} ${code}`),
  })
  const { port: own } = await listen(desk, port, call.need('origin').split(','))
  terminal.line(`ws://127.0.0.1:${own}`)
}

try {
  await main(process.argv.slice(2))
} catch (problem) {
  const { exit, said } = ending(problem)
  terminalFor({ flag: () => false, text: () => undefined }).complain(said)
  process.exitCode = exit
}
