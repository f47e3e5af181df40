"""Invented sentences of a newspaper with the names that a reader finds in them.

The rules were written with `SEEN` at hand and without running `UNSEEN`. Names in `also` may be
found or not: shorter names inside a longer one, and generic bodies.
"""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.names import Name, NameKind

_KINDS = {
    "P": NameKind.PERSON,
    "L": NameKind.PLACE,
    "B": NameKind.BODY,
    "W": NameKind.WORK,
    "E": NameKind.EVENT,
}


@dataclass(frozen=True)
class Gold:
    """A sentence; the names to find, as `P何思远 L柳湖公园`; the names that may be found."""

    text: str
    names: str
    also: str = ""

    @property
    def expected(self) -> set[Name]:
        return {Name(word[1:], _KINDS[word[0]]) for word in self.names.split()}

    @property
    def tolerated(self) -> set[str]:
        return set(self.also.split())


SEEN = (
    Gold(
        "本报讯（记者 何思远 通讯员 "
        "高明月）9月5日，云溪区总工会在云溪文化宫举办第三届职工歌手大赛。",
        "P何思远 P高明月 B云溪区总工会 L云溪文化宫 E第三届职工歌手大赛",
        "云溪 云溪区",
    ),
    Gold("区总工会党组书记、主席范文清出席活动并讲话。", "P范文清", "区总工会"),
    Gold(
        "“今年参加体检的人比去年多了一倍。”市第二人民医院副院长吴建国介绍。",
        "P吴建国 B市第二人民医院",
    ),
    Gold(
        "家住柳湖社区的居民周桂兰告诉记者，她每天都到柳湖公园跳舞。",
        "P周桂兰 L柳湖社区 L柳湖公园",
        "柳湖",
    ),
    Gold(
        "北辰公交集团第五客运分公司驾驶员赵铁柱获得“最美职工”称号。",
        "B北辰公交集团第五客运分公司 P赵铁柱 W最美职工",
        "北辰公交集团 北辰",
    ),
    Gold("他的著作《炉火旁的四十年》由工人出版社出版。", "W炉火旁的四十年", "工人出版社"),
    Gold(
        "联合国秘书长安东尼奥·古特雷斯7日在纽约发表讲话。",
        "B联合国 P安东尼奥·古特雷斯 L纽约",
    ),
    Gold("上海、广州、深圳三地法院联合发布典型案例。", "L上海 L广州 L深圳"),
    Gold(
        "中国劳动关系学院教授李晓峰认为，平台企业应当依法参加社会保险。",
        "B中国劳动关系学院 P李晓峰",
        "中国",
    ),
    Gold(
        "东桥镇党委副书记孙丽娟、青年志愿者马超和陈一鸣参加了植树活动。",
        "L东桥镇 P孙丽娟 P马超 P陈一鸣",
        "东桥镇党委 东桥",
    ),
    Gold(
        "“暖心驿站”已覆盖全区18个街道，其中翠微路街道最多。",
        "W暖心驿站 L翠微路街道",
        "翠微路 翠微",
    ),
    Gold(
        "第十九届亚运会在杭州开幕，中国代表团旗手由杨俊瀚担任。",
        "E第十九届亚运会 L杭州 P杨俊瀚",
        "中国 中国代表团",
    ),
    Gold("职工们表示，要爱岗敬业、和平相处，为高质量发展作贡献。", ""),
    Gold(
        "市人力资源和社会保障局劳动关系处处长郑强说，新规自10月1日起施行。",
        "B市人力资源和社会保障局 P郑强",
        "社会保障局 市人力资源和社会保障局劳动关系处",
    ),
    Gold(
        "石景山区八角街道工会服务站站长田淑敏带着队员上门。",
        "L石景山区 L八角街道 P田淑敏",
        "石景山 石景山区八角街道 石景山区八角街道工会服务站 八角街道工会服务站",
    ),
)

UNSEEN = (
    Gold(
        "本报讯（实习记者 苏晓晨）11月20日，北岭市总工会启动“冬日送温暖”活动，首站来到金桥物流园。",
        "P苏晓晨 B北岭市总工会 W冬日送温暖 L金桥物流园",
        "北岭市 北岭 金桥",
    ),
    Gold(
        "金桥物流有限公司工会主席罗永胜说，公司有320名货车司机。",
        "B金桥物流有限公司 P罗永胜",
        "金桥物流有限公司工会 金桥",
    ),
    Gold("市劳动模范、地铁维修工侯志刚走进南门小学，给孩子们讲故事。", "P侯志刚 B南门小学", "南门"),
    Gold(
        "据新华社电 法国总统埃马纽埃尔·马克龙当天抵达北京。",
        "B新华社 L法国 P埃马纽埃尔·马克龙 L北京",
    ),
    Gold(
        "首届京津冀职工职业技能大赛在天津滨海新区落幕。",
        "E首届京津冀职工职业技能大赛 L滨海新区",
        "京津冀 天津 天津滨海新区 京津冀职工职业技能大赛",
    ),
    Gold("白云路派出所民警董洁帮老人找回了钱包。", "B白云路派出所 P董洁", "白云路 白云"),
    Gold(
        "记者从国家统计局获悉，前三季度全国居民人均可支配收入增长6.3%。",
        "B国家统计局",
    ),
    Gold(
        "红旗渠精神展览馆位于河南省林州市，馆长是退休教师冯秀英。",
        "L红旗渠精神展览馆 L河南省 L林州市 P冯秀英",
        "河南省林州市 红旗渠 河南 林州",
    ),
    Gold("读者可在“职工之家”APP上观看电影《远山的灯》。", "W职工之家 W远山的灯"),
    Gold(
        "西城区人民法院法官助理江雨桐在庭上宣读了判决书。",
        "B西城区人民法院 P江雨桐",
        "西城区 西城 人民法院",
    ),
    Gold("长江大桥维修期间，15路、27路公交车绕行建设路。", "L长江大桥 L建设路", "长江"),
    Gold(
        "记者毛春燕、吕品和钟离在平安里地铁站采访。", "P毛春燕 P吕品 P钟离 L平安里地铁站", "平安里"
    ),
    Gold("大家表示要高度重视安全生产，明确责任，落实到位。", ""),
    Gold(
        "三一重工、华为公司等企业负责人出席了第六届中国国际进口博览会。",
        "B三一重工 B华为公司 E第六届中国国际进口博览会",
        "中国 华为 三一 中国国际进口博览会",
    ),
    Gold(
        "朝阳门街道办事处副主任欧阳慧敏介绍，社区“幸福小厨”每天供应200份午餐。",
        "B朝阳门街道办事处 P欧阳慧敏 W幸福小厨",
        "朝阳门 朝阳门街道",
    ),
)
