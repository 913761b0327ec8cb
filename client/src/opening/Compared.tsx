import { CheckCircleFilled } from '@ant-design/icons'
import { say } from '../app/words.ts'
import type { Compared } from './release.ts'

/** What an officer's page compares before it lets a share go. */
export const ToCompare = () => (
  <span className="quiet">
    {say(
      '释放前本页先核对：截止时间、开启密钥和文件清单都在您所知的日志中，各文件头所列的本席公钥就是您在密钥产生时公布的那一把，取出的每个份额都与文件头的承诺一致；有一处不符即停止，不释放任何份额。',
      'Before it releases, this page compares: deadline, key and set of files are in the log that it knows, each file is locked to the key you published in the ceremony, and each share is the one its header commits to. Where one is not so it stops, and releases nothing.',
    )}
  </span>
)

/** What it has compared, once it has released. */
export const WasCompared = ({ files, shares }: Compared) => (
  <span className="good" role="status">
    <CheckCircleFilled />{' '}
    {say(
      `释放前已在本页核对：${files} 份文件、${shares} 个份额，均与您公布的公钥和文件头的承诺一致。`,
      `Compared here before the release: ${files} files, ${shares} shares, all of your published key and as their headers commit to.`,
    )}
  </span>
)
