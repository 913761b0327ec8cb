import type { LikenessKind } from '../../../server/opening/likenessEvents.ts'
import { say } from '../app/words.ts'

/** What was found, in words. */
export const kindWord = (kind: LikenessKind): string => KINDS[kind]()

const KINDS: Record<LikenessKind, () => string> = {
  sameHead: () => say('单位负责人为同一人（同名，须核实）', 'One head of several bidders (one name, to be verified)'),
  control: () => say('投标人之间存在控股、管理关系', 'One bidder holds or manages another'),
  commonHolder: () => say('控股单位相同', 'One holder of several bidders'),
  operatorAffiliate: () => say('投标人属于平台运营机构的关联单位', 'A bidder belongs to the operator'),
  headDiffers: () => say('声明的单位负责人与主体登记不一致', 'The declared head is not the registered one'),
  undeclared: () => say('未声明单位负责人和控股、管理关系', 'Relations were not declared'),
  sameContact: () => say('登记的联系电话或邮箱相同', 'One registered telephone or mailbox'),
  sameAuthor: () => say('文件作者相同', 'One author of files'),
  sameDocument: () => say('文件由同一文档另存而来（文档标识相同）', 'Files made from one document'),
  sameMoment: () => say('文件在同一秒生成', 'Files made in one second'),
  samePeople: () => say('项目负责人同名（须核实）', 'One name of project leaders'),
  sameFile: () => say('文件逐字节相同', 'Files that are the same, byte by byte'),
  alikeText: () => say('技术标文字雷同', 'Technical volumes alike'),
  alikePrices: () => say('分项单价雷同', 'Unit prices alike'),
  patternedPrices: () => say('报价呈规律性差异', 'Prices that follow a pattern'),
  mixedUp: () => say('文件中出现其他投标人名称', 'A file that names another bidder'),
  sameMac: () => say('网卡地址（MAC）相同', 'One network card'),
  sameDisk: () => say('硬盘序列号相同', 'One disk'),
  sameProcessor: () => say('处理器或主板编号相同', 'One processor or board'),
  sameLock: () => say('Key（加密锁）编号相同', 'One key or lock'),
  sameAddress: () => say('网络地址相同', 'One network address'),
}

/** What must be said beside a finding, so that nobody takes it for more than it is. */
export const CAREFULLY: Partial<Record<LikenessKind, () => string>> = {
  sameAddress: () =>
    say(
      '同一网络地址可能只是同一办公楼、同一运营商出口（NAT）或者交易大厅的公用网络，单独不能说明问题，须与其他证据结合判断。',
      'One address may be one building, one provider’s gateway (NAT) or the public network of a hall: alone it says nothing.',
    ),
  headDiffers: () =>
    say(
      '登记可能未及时更新，请投标人说明并核对营业执照。',
      'The register may be out of date: ask the bidder, look at the licence.',
    ),
  undeclared: () => say('须请投标人澄清后核实。', 'To be clarified with the bidder.'),
}
