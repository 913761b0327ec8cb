import { type CommandIs, ENVIRONMENT, exitPart, jsonPart, type Takes, type ToolIs } from '../description.ts'
import { bidOptions } from './describedOptions.ts'

const KEY = ['key', 'old-key', 'pin-fd', 'agent', 'certificate']
const ANCHORS = ['trust', 'root', 'platform', 'verifier', 'list']
const WAY = ['tender', 'to']

const command = (
  words: string,
  takes: Takes,
  options: readonly string[],
  told: readonly [zh: string, en: string],
): CommandIs => ({ words, takes, options, told: { zh: told[0], en: told[1] } })

const commands: ToolIs['commands'] = {
  init: command(
    '[DIR]',
    'folder',
    ['tender', 'from', 'roots', 'anew', 'force'],
    ['建立投标文件夹：招标信息、三个分册、报价表', 'makes a folder: the tender, three volumes, the form'],
  ),
  trust: command(
    '',
    'text',
    ['from', 'output', 'anew', 'force'],
    [
      '由日志重算平台的信任列表并列出；-o 存下其证明，供离线核验（--list）',
      'makes the platform’s trust list anew from its log; -o keeps what proves it, for checks with --list',
    ],
  ),
  check: command(
    'DIR',
    'folder',
    ['roots', 'blind'],
    ['检查结构、PDF、大小、报价、开标公钥', 'checks structure, PDF files, size, price, the officers’ keys'],
  ),
  sign: command(
    'FILE…',
    'file',
    [...KEY, 'output', 'force', 'page', 'at', 'unseen'],
    [
      '以投标人证书在 PDF 上签章（PAdES），-o DIR 另存，--force 就地；文件夹即其三个分册',
      'signs PDF files with the bidder’s certificate and stamp: -o DIR elsewhere, --force in place; a folder: its volumes',
    ],
  ),
  seal: command(
    'DIR',
    'folder',
    ['output', ...KEY, 'sequence', 'remedy', 'roots', 'machine', 'to', 'force'],
    ['在本机加密封装 -o FILE（替换时加 --sequence N）', 'encrypts on this machine; --sequence N to replace a bid'],
  ),
  inspect: command('FILE', 'file', [], ['公开的文件头（- 为标准输入）', 'the public header (- reads standard input)']),
  open: command('FILE', 'file', [...KEY, 'remedy'], ['预演：本密钥能否打开', 'rehearsal: does this key open it']),
  upload: command(
    'FILE',
    'file',
    [...WAY, ...KEY, 'resume', 'submit', 'force'],
    ['分片上传，可续传 --resume，可随后递交 --submit', 'sends in pieces, resumes, and submits if told'],
  ),
  submit: command(
    'FILE',
    'file',
    [...WAY, ...KEY, 'force'],
    ['签名递交，取得回执（JSON 与 PDF）', 'signs, submits, keeps the receipt as JSON and PDF'],
  ),
  status: command(
    'FILE',
    'file',
    [...WAY, ...KEY, 'list', 'force'],
    [
      '平台上现有什么：第几次递交、回执、时间戳（按信任列表判定其机构）、日志证明；随后到的存到文件旁。也可给出 init 建立的文件夹',
      'what the platform holds: which bid, receipt, time stamp (its authority judged by the trust list), proof; keeps what came since. Or a folder of init',
    ],
  ),
  withdraw: command(
    'FILE',
    'file',
    ['sequence', ...WAY, ...KEY, 'force'],
    [
      '截止前撤回 --sequence N，取得回执；时间戳与日志证明稍后用 status 取回',
      'takes the bid of number N back before the deadline and keeps the receipt',
    ],
  ),
  report: command(
    '[FILE]',
    'file',
    ['to', 'output', 'kind', 'from', 'until', 'account', 'tender', 'package', ...KEY, 'force'],
    [
      '报告平台故障并取得回执 -o；FILE 是网页存下的证据或已签名未送出的报告；连不上时存为 *.unsent.json，再次运行即补送',
      'reports a failure of the platform; FILE is evidence that a page saved, or a signed report that could not be sent; what cannot be sent now is kept as *.unsent.json and sent by the same call again',
    ],
  ),
  certificates: command('', 'text', KEY, ['列出密钥文件或助手中的证书', 'lists what a key file or the agent holds']),
  verify: command(
    'FILE',
    'file',
    [...ANCHORS, 'package'],
    [
      '离线核验回执，选项同 yangguang-verify receipt',
      'checks a receipt offline, with the options of yangguang-verify receipt',
    ],
  ),
}

/** The bidder's tool. */
export const bidTool: ToolIs = {
  name: 'yangguang-bid',
  told: {
    zh: '在本机编制、签章、加密、上传和递交投标文件，并核验平台的答复',
    en: 'makes, signs, seals, sends and submits a bid on this machine, and checks what the platform answers',
  },
  examples: [
    'yangguang-bid init --tender GD-WJB-2026-001 --from https://public.example',
    'yangguang-bid trust --from https://public.example -o trust-list.json',
    'yangguang-bid check GD-WJB-2026-001 --blind',
    'yangguang-bid sign GD-WJB-2026-001 --key company.p12 --force',
    'yangguang-bid seal GD-WJB-2026-001 -o bid.bid --key company.p12 --machine --to https://trading.example',
    'yangguang-bid inspect bid.bid',
    'yangguang-bid open bid.bid --key company.p12',
    'yangguang-bid upload bid.bid --tender GD-WJB-2026-001 --to https://trading.example --key company.p12 --submit',
    'yangguang-bid upload bid.bid --tender GD-WJB-2026-001 --to https://trading.example --key company.p12 --resume',
    'yangguang-bid submit bid.bid --tender GD-WJB-2026-001 --to https://trading.example --agent',
    'yangguang-bid status bid.bid --tender GD-WJB-2026-001 --to https://trading.example --key company.p12',
    'yangguang-bid withdraw bid.bid --sequence 1 --tender GD-WJB-2026-001 --to https://trading.example --key company.p12',
    'yangguang-bid report 平台故障证据.json -o report.receipt.json --kind upload --from 2026-04-07T09:30:00+08:00 --account said.txt --to https://trading.example --key company.p12',
    'yangguang-bid verify bid.receipt.json --package bid.bid',
    'yangguang-bid certificates --agent',
    'yangguang-bid completion bash > ~/.local/share/bash-completion/completions/yangguang-bid',
    'yangguang-bid man | man -l -',
  ],
  commands,
  options: bidOptions,
  parts: [
    exitPart([
      [0, '成功', 'good'],
      [1, '有检查不通过', 'a check failed'],
      [2, '用法不对', 'usage'],
      [3, '无法读取或不支持', 'unreadable or not supported'],
      [4, '无法判定（绝不等于通过）', 'cannot decide, which is never good'],
      [5, '网络或服务器', 'network or server'],
      [6, '被服务器拒绝（其 problem JSON 在标准输出）', 'refused by the server, its problem on standard output'],
      [7, '密钥、助手或 PIN', 'key, agent or PIN'],
      [130, '被中断', 'interrupted'],
    ]),
    jsonPart([
      ['init', '{schemaVersion, folder, tender}'],
      ['trust', '{schemaVersion, changes, authorities}'],
      ['seal', '{schemaVersion, package, tender, sequence, header, parts, bytes, bidder, platform}'],
      ['inspect', '{schemaVersion, bytes, header}'],
      ['upload', '{schemaVersion, origin, tender, header, bytes, upload, complete}'],
      ['submit, withdraw, report', '{schemaVersion, receipt, cms, promise, token}'],
      ['certificates', '{schemaVersion, certificates: [{sha256, serial, name, organisation, sign, encrypt, until}]}'],
    ]),
    {
      title: { zh: '环境变量', en: 'ENVIRONMENT' },
      lines: [
        {
          term: 'YANGGUANG_PIN',
          told: {
            zh: '密钥文件的 PIN，在既无提示也无 --pin-fd 时',
            en: 'the PIN of the key file, where neither a prompt nor --pin-fd gives it',
          },
        },
        {
          term: 'YANGGUANG_AGENT_CODE',
          told: { zh: '本机助手显示的配对码', en: 'the code that the local agent shows' },
        },
        ...ENVIRONMENT,
      ],
    },
    {
      title: { zh: '文件', en: 'FILES' },
      lines: [
        {
          term: 'bid.manifest.json, bid.upload.json, bid.receipt.json, bid.receipt.pdf, bid.withdrawal.json, bid.proof.json',
          told: {
            zh: '在 bid.bid 旁边：密封时的清单、上传进度、回执、撤回回执、日志证明；只有本人可读',
            en: 'beside bid.bid: what was sealed, how far it was sent, the receipts, the proof from the log; readable by their owner alone',
          },
        },
        {
          term: '$XDG_STATE_HOME/yangguang/',
          told: {
            zh: '每个平台的公钥、检查点与所见信任列表的变更；与助手的配对',
            en: 'of each platform its keys, the last head and the changes of its trust list that were seen; pairings with agents',
          },
        },
      ],
    },
  ],
  besides: 'yangguang-verify(1)',
}
