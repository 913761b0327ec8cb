import type { AgentTrouble } from '../../../crypto/agentLine.ts'
import { EXIT, type Said, Stop } from '../exit.ts'

const words: Record<AgentTrouble, Said> = {
  AGENT_UNREACHABLE: {
    zh: '连接不上本机助手，或连接中断：请先启动助手，并让它允许来源 program://yangguang-bid',
    en: 'the local agent cannot be reached, or went away: start it, and let it admit the origin program://yangguang-bid',
  },
  AGENT_MESSAGE_MALFORMED: { zh: '助手与本程序版本不符', en: 'the agent does not fit this program' },
  AGENT_NOT_PAIRED: {
    zh: '助手尚未与本程序配对：请在终端输入助手显示的配对码，或用环境变量 YANGGUANG_AGENT_CODE',
    en: 'the agent is not paired with this program: type the code that it shows, or use YANGGUANG_AGENT_CODE',
  },
  AGENT_CODE_WRONG: { zh: '配对码不正确', en: 'another code than the one that the agent shows' },
  AGENT_KEY_UNKNOWN: {
    zh: '助手中没有该密钥：请插入原来的 USB Key',
    en: 'the agent has no such key: plug in the one used before',
  },
  AGENT_PIN_REFUSED: {
    zh: '没有输入口令或口令不正确：请在助手窗口中确认',
    en: 'no PIN, or a wrong one: confirm in the agent’s window',
  },
  AGENT_UNWRAP_FAILED: { zh: '这把密钥打不开该文件', en: 'this key does not open it' },
  AGENT_MACHINE_REFUSED: { zh: '助手没有给出本机编号', en: 'the agent does not give the numbers of this machine' },
  AGENT_FAILED: { zh: '助手出错，请看助手窗口', en: 'the agent failed: its own window says more' },
}

/** The local agent declined or is not there: the tool ends with the code for a key. */
export class AgentStop extends Stop {
  readonly code: AgentTrouble
  constructor(code: AgentTrouble) {
    const { zh, en } = words[code]
    super(EXIT.key, `${zh}（${code}）`, `${en} (${code})`)
    this.code = code
  }
}
