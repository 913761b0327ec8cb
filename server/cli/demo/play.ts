import type { Config } from '../../config.ts'
import { Refused } from './client.ts'
import { addresses, showSpool } from './steps/addresses.ts'
import { afterNotice, publishPlan } from './steps/announcing.ts'
import { archiveFile, closeArchive, verifyWithoutUs } from './steps/archive.ts'
import { award } from './steps/award.ts'
import { comeLate, submitBids } from './steps/bids.ts'
import { deposits } from './steps/deposits.ts'
import { evaluation } from './steps/evaluation.ts'
import { publishNotice } from './steps/notice.ts'
import { openBids } from './steps/opening.ts'
import { panel } from './steps/panel.ts'
import { refundWithdrawn } from './steps/refunds.ts'
import { spotCheck } from './steps/spotCheck.ts'
import { tamperWithScore } from './steps/tamper.ts'
import type { World } from './world.ts'

/** A step of the main job: it looks at the platform's state and goes on from there. */
export interface Step {
  name: string
  play(world: World): Promise<void>
}

/** The main job, in order. */
export const steps: Step[] = [
  { name: '招标计划 plan', play: publishPlan },
  { name: '公告与招标文件 notice and documents', play: publishNotice },
  { name: '控制价与签章 control price and signatures', play: afterNotice },
  { name: '保证金 deposits', play: deposits },
  { name: '投标文件 sealed bids', play: submitBids },
  { name: '撤回的保证金 the withdrawn deposit', play: refundWithdrawn },
  { name: '逾期 one second late', play: comeLate },
  { name: '开标 opening', play: openBids },
  { name: '抽取专家 panel', play: panel },
  { name: '评标 evaluation', play: evaluation },
  { name: '公示、定标、合同、退款 publicity, award, contract, refunds', play: award },
  { name: '归档 archive', play: closeArchive },
  { name: '双随机抽查 spot check', play: spotCheck },
]

/** Plays every step; a step that loses its server waits for it and begins anew from the platform's state. */
export async function play(world: World, config: Config): Promise<string> {
  const { spool } = config.outside
  if (spool && !config.outside.mail) await steadily(() => addresses(world, spool), world)
  for (const step of steps) {
    world.say(`── ${step.name}`)
    await steadily(() => step.play(world), world)
  }
  world.say('── 不依赖平台的核验 verification without us')
  await verifyWithoutUs(world)
  await tamperWithScore(world, config)
  if (spool && !config.outside.mail) await showSpool(world, spool)
  return archiveFile(world)
}

/**
 * Runs a deed; when the server is gone, waits until it is back and runs it again.
 *
 * @param patience seconds to wait for a server that does not answer; what got on for a while may wait anew
 */
export async function steadily<T>(deed: () => Promise<T>, world: World, patience = 60): Promise<T> {
  let end = 0
  for (;;) {
    const begun = Date.now()
    try {
      return await deed()
    } catch (problem) {
      const gone = problem instanceof TypeError && /fetch failed|terminated/.test(problem.message)
      if (end === 0 || Date.now() - begun > 2000) end = Date.now() + patience * 1000
      if (!gone || problem instanceof Refused || Date.now() > end) throw problem
      await new Promise((done) => setTimeout(done, 500))
      world.say('服务器暂不可用，等待后继续 the server is away: waiting, then going on')
    }
  }
}
