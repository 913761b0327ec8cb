import type { Brought, Likeness, LikenessFinding, Source } from '../../../server/opening/likenessEvents.ts'
import { say } from '../app/words.ts'
import { CAREFULLY, kindWord } from './kinds.ts'

/** What could not be compared, in words. */
export const UNSEEN: Record<Likeness['unavailable'][number], () => string> = {
  mac: () => say('网卡地址', 'network cards'),
  disk: () => say('硬盘序列号', 'disks'),
  processor: () => say('处理器或主板编号', 'processors'),
  lock: () => say('Key（加密锁）编号', 'keys'),
  address: () => say('网络地址', 'network addresses'),
}

const SOURCES: Record<Source, () => string> = {
  declaration: () => say('投标文件声明', 'declared in the bid'),
  register: () => say('主体登记', 'the register'),
  file: () => say('文件属性', 'properties of the files'),
  text: () => say('文件正文', 'texts'),
  price: () => say('报价', 'prices'),
  machine: () => say('密封的本机信息', 'what was sealed of the machine'),
  address: () => say('平台签发并密封的网络地址证明', 'the platform’s sealed word on the address'),
}

const percent = (points: string | number): string => `${Math.floor(Number(points) / 100)} %`
/** What is the same; of who declared nothing only the name could be said, which stands below. */
const shown = ({ kind, value }: LikenessFinding): string =>
  kind === 'undeclared' ? '' : kind === 'alikeText' || kind === 'alikePrices' ? percent(value) : value

/** The findings by what follows from them, each with whom, what, the article, and where it comes from: nobody is rejected by them. */
export function Findings({
  of,
  nameOf,
  applications = false,
}: {
  of: readonly LikenessFinding[]
  nameOf: (tag: string) => string
  /** whether they are of applications: what the law says of bids follows for those who go on to bid */
  applications?: boolean
}) {
  const consequences = [...new Set(of.map(({ consequence = '' }) => consequence))].sort(
    (a, b) => Number(!a) - Number(!b),
  )
  return consequences.map((consequence) => (
    <div key={consequence} style={{ marginTop: 12 }}>
      <div>
        {consequence
          ? applications
            ? say(`参加投标后认定成立的后果：${consequence}`, `If it is found so of their bids: ${consequence}`)
            : say(`认定成立的后果：${consequence}`, `If it is found so: ${consequence}`)
          : say('供核实、参考（不单独产生法律后果）', 'To be verified; nothing follows from it alone')}
      </div>
      <ul className="findings">
        {of
          .filter((one) => (one.consequence ?? '') === consequence)
          .map((one) => (
            <Finding key={`${one.kind} ${one.bids.join()} ${one.value}`} of={one} nameOf={nameOf} />
          ))}
      </ul>
    </div>
  ))
}

function Finding({ of, nameOf }: { of: LikenessFinding; nameOf: (tag: string) => string }) {
  const { kind, bids, where, article, sources = [] } = of
  const careful = CAREFULLY[kind]?.()
  const from = sources.map((one) => SOURCES[one]())
  const files = [...new Set(where.map(({ file }) => file))]
  return (
    <li>
      <div>
        <b>{kindWord(kind)}</b> <span className="wrap">{shown(of)}</span>
      </div>
      <div>{bids.map(nameOf).join('、')}</div>
      {careful && <div>{careful}</div>}
      <div className="quiet wrap">
        {article ?? say('法律未作规定', 'the law draws no conclusion')}
        {from.length > 0 && ` · ${say('来源', 'from')}：${from.join('、')}`}
        {files.length > 0 && `（${files.join('、')}）`}
      </div>
    </li>
  )
}

/** The report on bids that are alike and bidders that belong together. */
export function Alike({ of, nameOf }: { of: Likeness; nameOf: (tag: string) => string }) {
  const { findings, more, bids, files, unread, unavailable, brought, threshold, priceThreshold } = of
  return (
    <div className={findings.length ? 'banner sun' : 'banner'}>
      <b>{say('雷同与关联关系检查', 'Bids alike, bidders that belong together')}</b>{' '}
      <span className="quiet">
        {say(
          `已比对 ${bids} 份投标文件、${files} 个文件。仅为证据与线索，不自动否决；由评标委员会逐份表决认定（资格审查由采购人负责的，由采购人认定）。`,
          `${bids} bids and ${files} files were compared. Evidence only: nobody is rejected by it; the panel votes on each bid (or the purchaser, who judges qualification).`,
        )}
      </span>
      {findings.length > 0 ? (
        <Findings of={findings} nameOf={nameOf} />
      ) : (
        <p>{say('未发现。', 'Nothing was found.')}</p>
      )}
      <div className="quiet stack-tight">
        {more > 0 && <span>{say(`另有 ${more} 条未列出。`, `${more} more are not listed.`)}</span>}
        {unread.length > 0 && (
          <span>
            {say(
              `${unread.length} 个文件未能读取内容，只比对了散列值。`,
              `${unread.length} files: only hashes were compared.`,
            )}
          </span>
        )}
        <span>
          {say(`文字雷同提示线 ${percent(threshold)}`, `Texts from ${percent(threshold)}`)}
          {priceThreshold !== undefined &&
            say(`，分项单价 ${percent(priceThreshold)}`, `, unit prices from ${percent(priceThreshold)}`)}
          {say(
            '（由地区设定，未设定的用平台默认值；法律未作规定）。',
            ' (set by the region, else the platform’s own; the law names no number).',
          )}
        </span>
        {unavailable.length > 0 && (
          <span>
            {say('有值的投标文件不足两份、未能比对：', 'Brought by fewer than two bids, not compared: ')}
            {unavailable.map((one) => UNSEEN[one]()).join('、')}
          </span>
        )}
        {brought && brought.length > 0 && <BroughtBy of={brought} nameOf={nameOf} />}
      </div>
    </div>
  )
}

const machineWord = ({ machine, why }: Brought): string => {
  if (machine === 'agent') return say('本机助手读取', 'read by the agent')
  if (machine === 'tool') return say('投标人命令行工具读取', 'read by the bidder’s own program')
  if (why === 'browser') return say('未采集（密钥文件，浏览器读不到）', 'not collected (key file in a browser)')
  if (why === 'declined') return say('未采集（投标人选择不采集）', 'not collected (the bidder declined)')
  return say('未采集', 'not collected')
}

const ADDRESSES: Record<Brought['address'], () => string> = {
  stated: () => say('有平台证明', 'vouched for'),
  private: () => say('内网或本机地址，不比对', 'of an inner network, not compared'),
  late: () => say('证明已过期或不属于本份', 'run out, or of another bid'),
  unproven: () => say('无有效签名，不比对', 'not signed by the platform'),
  none: () => say('未提供', 'none'),
}

/** What each bid brought along: folded, for it is long and seldom asked for. */
function BroughtBy({ of, nameOf }: { of: readonly Brought[]; nameOf: (tag: string) => string }) {
  return (
    <details>
      <summary>{say('各份投标文件提供了哪些可比对的信息', 'What each bid brought along')}</summary>
      <ul className="findings">
        {of.map((one) => (
          <li key={one.bid}>
            <b>{nameOf(one.bid)}</b> {say('本机信息', 'machine')}：{machineWord(one)}；{say('网络地址', 'address')}：
            {ADDRESSES[one.address]()}；
            {one.registered
              ? say('已与主体登记核对', 'compared with the register')
              : say('未在平台登记主体信息，无从核对', 'not registered: nothing to compare with')}
          </li>
        ))}
      </ul>
    </details>
  )
}
