import type { OptionIs, ToolIs } from '../description.ts'
import { anchorOptions } from '../verify/describedAnchors.ts'

const flag = (zh: string, en: string): OptionIs => ({ told: { zh, en } })
const value = (name: string, takes: NonNullable<OptionIs['takes']>, zh: string, en: string): OptionIs => ({
  ...{ value: name, takes },
  told: { zh, en },
})

/** The options of the bidder's tool, by name. */
export const bidOptions: ToolIs['options'] = {
  key: value(
    ...(['FILE.p12', 'file'] as const),
    '密钥文件；PIN 按提示输入，或 --pin-fd N，或环境变量 YANGGUANG_PIN，不写在命令行里',
    'the key file; its PIN at the prompt, by --pin-fd N or YANGGUANG_PIN, never as an argument',
  ),
  'pin-fd': value('N', 'text', '从第 N 号描述符读 PIN', 'reads the PIN from descriptor N'),
  agent: {
    ...{ value: 'ADDRESS', takes: 'text', alone: true },
    told: {
      zh: '用本机助手中的证书（USB Key），口令在助手窗口中输入；首次按提示输入助手显示的配对码（或环境变量 YANGGUANG_AGENT_CODE）；助手须允许来源 program://yangguang-bid',
      en: 'the certificates of the local agent (a USB key): the PIN is typed at the agent; at the first call the code that it shows, at the prompt or by YANGGUANG_AGENT_CODE; it must admit the origin program://yangguang-bid',
    },
  },
  certificate: value(
    ...(['SHA256', 'text'] as const),
    '有多张证书时选择：SHA-256 的前 8 位以上，签名与加密的用逗号分隔',
    'which certificate, where there are several: 8 digits or more of its SHA-256; commas between two',
  ),
  'old-key': value(
    ...(['FILE.p12', 'file'] as const),
    '换证前的密钥文件（多个用逗号分隔）：只用于打开，签名仍用有效的证书',
    'key files from before a renewal, separated by commas: they open, the valid certificate signs',
  ),
  tender: value('ID', 'text', '标段', 'the tender'),
  from: value(
    ...(['WHERE', 'text'] as const),
    'init、trust：平台公共服务的网址；report：故障自何时起，带时区',
    'init, trust: the address of the platform’s public service; report: since when it failed, with its zone',
  ),
  to: value(
    ...(['ORIGIN', 'text'] as const),
    '平台交易服务的网址；seal 与 --machine 一起：请平台签发本机网络地址证明，平台不留存',
    'the address of the platform’s trading service; seal, with --machine: the platform states the address it sees, and keeps nothing',
  ),
  output: {
    ...value(
      'FILE',
      'file',
      '写到哪里；sign：文件夹；trust 可为 -（标准输出）',
      'where to write; sign: a folder; trust: - is standard output',
    ),
    short: 'o',
  },
  sequence: value('N', 'text', '第几次递交', 'which bid of this bidder, by its number'),
  machine: flag(
    '读取本机网卡、硬盘、处理器编号并密封进投标文件（开标前无人可见）；不加则载明“未采集”',
    'reads the numbers of this machine into the bid, where nobody sees them before the opening',
  ),
  remedy: value(
    ...(['FILE', 'file'] as const),
    '招标文件允许补救的：seal 时把补救码写入 FILE，open 时核对它（开标时用它还须全体开标人同意）；请与密钥分开保管',
    'where the tender document allows it: seal writes the remedy code, open compares it (at the opening it takes every officer too); keep it apart',
  ),
  page: value('first|last|N', 'text', '印章的页', 'the page of the stamp'),
  at: value(
    'X,Y',
    'text',
    '印章的位置，自左上角，0 至 100',
    'where the stamp stands, in hundredths from the upper left',
  ),
  unseen: flag('不显示印章', 'draws no stamp'),
  blind: flag(
    '在技术标中查找 身份信息.txt 所列内容（招标文件规定暗标的自动检查）；文字读不出的页如实列出',
    'looks for the lines of 身份信息.txt in the technical volume; pages that cannot be read are said',
  ),
  roots: value(
    ...(['PATH', 'file'] as const),
    '您信任的根证书（PEM 文件或文件夹）：开标人的签名须通往它；不给时取平台信任列表',
    'the roots you trust, a PEM file or a folder: the officers’ signatures must lead there; else the platform’s list',
  ),
  anew: flag(
    '平台的日志公钥或证书确已更换时，重新认识；本机记得每个平台的公钥、检查点和信任列表的变更',
    'meets the platform anew whose keys have changed; this machine remembers keys, head and trust list of each',
  ),
  resume: flag('接着上次的上传', 'goes on with the upload that was begun'),
  submit: flag('上传后随即递交', 'submits once it is sent'),
  kind: value(...(['KIND', ['signIn', 'upload', 'submit', 'opening', 'other']] as const), '故障的种类', 'what failed'),
  until: value(
    'WHEN',
    'text',
    '故障到何时止，带时区；未恢复不写',
    'until when it failed, with its zone; not given: it still does',
  ),
  account: value(
    'FILE',
    'file',
    '情况说明，文本文件（- 为标准输入）',
    'what happened, a text file (- reads standard input)',
  ),
  force: flag('覆盖已有文件', 'replaces files that are there'),
  ...anchorOptions,
  package: value('FILE', 'file', '与回执比较的投标文件', 'the package to compare with the receipt'),
}
