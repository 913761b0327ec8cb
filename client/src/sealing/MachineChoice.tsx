import { Radio } from 'antd'
import { say } from '../app/words.ts'
import { placeOf } from './offer.ts'

/** What is read of the bidder's machine, what for, who sees it and for how long; and the bidder's own choice. */
export function MachineChoice({
  value,
  defect,
  onChange,
  application = false,
}: {
  value: string
  defect?: string | undefined
  onChange: (choice: 'yes' | 'no') => void
  /** whether it is sealed into an application, not into a bid */
  application?: boolean
}) {
  const [paper, its] = application ? ['申请文件', 'the application'] : ['投标文件', 'the bid']
  return (
    <section className="sheet stack" id={placeOf('machine')}>
      <h2>{say('本机信息', 'This machine')}</h2>
      <dl className="facts">
        <dt>{say('采集什么', 'What')}</dt>
        <dd>
          {say(
            '网卡地址、硬盘序列号、处理器或主板编号、Key（加密锁）编号，由本机签名助手读取；以及本机的网络地址。浏览器自己读不到前四项：使用密钥文件时如实载明“未采集”。',
            'Addresses of the network cards, serial numbers of the disks, the number of the processor or board and of the key, read by the local agent; and the network address. A browser cannot read the first four: with a key file “not collected” is said.',
          )}
        </dd>
        <dt>{say('为什么', 'Why')}</dt>
        <dd>
          {say(
            application
              ? '开启后比对不同申请人的文件是否由同一单位或者个人编制、办理（《招标投标法实施条例》第四十条、《政府采购货物和服务招标投标管理办法》第三十七条）。仅作线索，不自动否决。'
              : '开标后比对不同投标人的文件是否由同一单位或者个人编制、办理（《招标投标法实施条例》第四十条、《政府采购货物和服务招标投标管理办法》第三十七条）。仅作线索，不自动否决。',
            'After the opening it is compared whether bids of different bidders were made or handed in by one and the same. Evidence only: nobody is rejected by it.',
          )}
        </dd>
        <dt>{say('谁能看到', 'Who sees it')}</dt>
        <dd>
          {say(
            `随${paper}一起加密：开启前任何人（包括平台）都看不到，平台也不留存网络地址；开启后供评标（审查）委员会、招标人（采购人）和监督部门核查，随项目档案保存。`,
            `It is encrypted with ${its}: before the opening nobody has it, the platform included, which keeps no address either. Afterwards the panel or committee, the tenderer and the supervisor may check it; it is kept with the archive.`,
          )}
        </dd>
      </dl>
      <Radio.Group
        aria-label={say('本机信息', 'This machine')}
        value={value || null}
        onChange={({ target }) => onChange(target.value)}
        options={[
          { value: 'yes', label: say('同意采集并密封', 'read it and seal it') },
          { value: 'no', label: say(`不采集（${paper}中载明）`, `do not read it; ${its} says so`) },
        ]}
      />
      {defect && <span className="bad">{defect}</span>}
      <span className="quiet">
        {say(
          `不采集不影响${paper}的效力。依据《网络数据安全管理条例》第二十一条告知。`,
          'It is as good without. This notice is given by article 21 of the Regulations on Network Data Security.',
        )}
      </span>
    </section>
  )
}
