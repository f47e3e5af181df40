"""The five seed pages, read by hand: every article with its heading lines, people and size."""

from pathlib import Path

from retrieval.pages import read_page

SEEDS = Path(__file__).parents[3] / "seeds"


def headlines(name):
    path = next(SEEDS.glob(f"{name}_*.txt"))
    return [article.headline for article in read_page(path.name, path.read_bytes()).articles]


def test_plain_page_becomes_its_six_articles():
    assert headlines("000") == [
        "北京市总工会与越南河内市劳动者联合会代表团交流工会工作",
        "房山区举办“检察服务e站”进驻工会揭牌仪式",
        "海淀区“普法驿站”揭牌成立",
        "北京师范大学后勤职工开展技能大比武",
        "京津冀市(省)直机关干部职工乒乓球友谊赛举办",
        "经开区总工会举办青年干部职工培训班",
    ]


def test_markdown_page_with_uneven_heading_levels_becomes_its_five_articles():
    assert headlines("004") == [
        "密云区总工会下沉一线织密“职工服务网”",
        "市总工会开展线上线下普法培训",
        "陶然亭街道总工会为“小哥”送法上门",
        "关爱乡村教师",
        "海淀区工会主席培训班开班",
    ]
