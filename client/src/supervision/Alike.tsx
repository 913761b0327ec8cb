import type { Likeness, LikenessFinding, LikenessKind } from '../../../server/opening/likenessEvents.ts'
import { say } from '../app/words.ts'

/** What was found, in words. */
const kindWord = (kind: LikenessKind): string =>
  ({
    sameHead: say('单位负责人为同一人（按投标函声明，须核实）', 'One head of several bidders, as they say'),
    control: say('投标人之间存在控股、管理关系（按投标函声明）', 'One bidder holds or manages another, as they say'),
    commonHolder: say('控股单位相同', 'One holder of several bidders'),
    operatorAffiliate: say('投标人属于平台运营机构的关联单位', 'A bidder belongs to the operator'),
    sameAuthor: say('文件作者相同', 'One author of files'),
    sameDocument: say('文件由同一文档另存而来（文档标识相同）', 'Files made from one document'),
    sameMoment: say('文件在同一秒生成', 'Files made in one second'),
    samePeople: say('项目负责人同名（须核实）', 'One name of project leaders'),
    sameFile: say('文件逐字节相同', 'Files that are the same, byte by byte'),
    alikeText: say('技术标文字雷同', 'Technical volumes alike'),
    patternedPrices: say('报价呈规律性差异', 'Prices that follow a pattern'),
    mixedUp: say('文件中出现其他投标人名称', 'A file that names another bidder'),
  })[kind]

const UNSEEN: Record<Likeness['unavailable'][number], () => string> = {
  mac: () => say('网卡地址', 'network card'),
  disk: () => say('硬盘序列号', 'disk'),
  processor: () => say('处理器编号', 'processor'),
  lock: () => say('加密锁编号', 'software lock'),
  address: () => say('网络地址', 'network address'),
}

const percent = (points: string): string => `${Math.floor(Number(points) / 100)} %`

/** The findings, a line each with the article and the files: shown to whoever judges, and nobody is rejected by them. */
export function Findings({ of, nameOf }: { of: readonly LikenessFinding[]; nameOf: (tag: string) => string }) {
  return (
    <ul>
      {of.map(({ kind, bids, value, where, article }) => (
        <li key={`${kind} ${bids.join()} ${value}`}>
          <b>{kindWord(kind)}</b> {bids.map(nameOf).join('、')}：{kind === 'alikeText' ? percent(value) : value}{' '}
          <span className="quiet">
            {article ?? say('法律未作规定，供参考', 'the law draws no conclusion')}
            {where.length > 0 && ` · ${[...new Set(where.map(({ file }) => file))].join('、')}`}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** The report on bids that are alike and bidders that belong together. */
export function Alike({ of, nameOf }: { of: Likeness; nameOf: (tag: string) => string }) {
  const { findings, more, bids, files, unread, undeclared, unavailable } = of
  return (
    <div className={findings.length ? 'banner sun' : 'banner'}>
      <b>{say('雷同与关联关系检查', 'Bids alike, bidders that belong together')}</b>{' '}
      <span className="quiet">
        {say(
          `已比对 ${bids} 份投标文件、${files} 个文件。仅为证据与线索，不自动否决；由评标委员会（资格审查由采购人负责的，由采购人）认定。`,
          `${bids} bids and ${files} files were compared. Evidence only: nobody is rejected by it; the panel (or the purchaser, who judges qualification) decides.`,
        )}
      </span>
      {findings.length > 0 ? (
        <Findings of={findings} nameOf={nameOf} />
      ) : (
        <p>{say('未发现。', 'Nothing was found.')}</p>
      )}
      <div className="quiet">
        {more > 0 && say(`另有 ${more} 条未列出。`, `${more} more are not listed. `)}
        {undeclared.length > 0 &&
          say(
            `${undeclared.length} 家投标人未声明负责人和控股、管理关系。`,
            `${undeclared.length} bidders did not say who heads, holds or manages them. `,
          )}
        {unread.length > 0 &&
          say(
            `${unread.length} 个文件未能读取内容，只比对了散列值。`,
            `${unread.length} files: only hashes were compared. `,
          )}
        {say('未采集、不能比对：', 'Not known, not compared: ')}
        {unavailable.map((one) => UNSEEN[one]()).join('、')}
      </div>
    </div>
  )
}
