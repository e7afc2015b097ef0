/// What the reference implementation of the color rule derives from 34 brands: brand, then the roles in the order
/// of `Palette.Scheme` for light, then for dark.
let goldenPalettes: [(brand: String, light: String, dark: String)] = [
  (
    "#123c8c",
    """
    #f6f7fb #ffffff #dce0e6 #dce9ff #161d29 #5b626f #7d8490 #123c8c #ffffff \
    #123c8c #123c8c #123c8c #1e7546 #d3f3dd #925b0c #fee5ca #bb353d #ffe2e0
    """,
    """
    #0d0f15 #171b22 #333842 #192948 #ebeff4 #979fad #6f7682 #123c8c #ffffff \
    #4573c8 #6c9df6 #6c9df6 #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
  (
    "#ff5a36",
    """
    #f9f7f4 #ffffff #e4dfd8 #f4ede2 #241b0f #695f53 #8b8277 #ff5a36 #1e1406 \
    #ed4924 #c42c00 #241b0f #1e7546 #d3f3dd #925b0c #fee5ca #bc363e #ffe2e0
    """,
    """
    #110f0d #1d1b17 #3b3733 #2f2921 #f2eee9 #a79d90 #7d7469 #ff5a36 #1e1406 \
    #ff5a36 #f17458 #f2eee9 #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
  (
    "#000000",
    """
    #f7f7f7 #ffffff #dfdfdf #e8e8e8 #1d1d1d #616161 #848484 #000000 #ffffff \
    #000000 #000000 #000000 #1e7546 #d3f3dd #925b0c #fee5ca #bb353d #ffe2e0
    """,
    """
    #0f0f0f #1b1b1b #383838 #2a2a2a #eeeeee #9e9e9e #757575 #000000 #ffffff \
    #757575 #9e9e9e #9e9e9e #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
  (
    "#ffffff",
    """
    #f7f7f7 #ffffff #dfdfdf #e8e8e8 #1d1d1d #616161 #848484 #ffffff #161616 \
    #848484 #666666 #666666 #1e7546 #d3f3dd #925b0c #fee5ca #bb353d #ffe2e0
    """,
    """
    #0f0f0f #1b1b1b #383838 #2a2a2a #eeeeee #9e9e9e #757575 #ffffff #161616 \
    #ffffff #ffffff #ffffff #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
  (
    "#ffe600",
    """
    #f9f7f4 #ffffff #e4dfd8 #f4ede2 #241b0f #695f53 #8b8277 #ffe600 #1e1406 \
    #958500 #746800 #241b0f #1e7546 #d3f3dd #925b0c #fee5ca #bc363e #ffe2e0
    """,
    """
    #110f0d #1d1b17 #3b3733 #2f2921 #f2eee9 #a79d90 #7d7469 #ffe600 #1e1406 \
    #ffe600 #fae657 #f2eee9 #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
  (
    "#00ff00",
    """
    #f6f8f5 #ffffff #dce1db #dbeed9 #162015 #5a6459 #7d877c #00ff00 #0e1a0d \
    #009a00 #007900 #007900 #1e7546 #d3f3dd #925b0c #fee5ca #bc363e #ffe2e0
    """,
    """
    #0c110c #171d17 #333a32 #173115 #ebf0eb #97a296 #6e786d #00ff00 #0e1a0d \
    #00ff00 #91ed8a #91ed8a #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
  (
    "#808080",
    """
    #f7f7f7 #ffffff #dfdfdf #e8e8e8 #1d1d1d #616161 #848484 #808080 #161616 \
    #808080 #666666 #666666 #1e7546 #d3f3dd #925b0c #fee5ca #bb353d #ffe2e0
    """,
    """
    #0f0f0f #1b1b1b #383838 #2a2a2a #eeeeee #9e9e9e #757575 #808080 #161616 \
    #808080 #9e9e9e #9e9e9e #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
  (
    "#767676",
    """
    #f7f7f7 #ffffff #dfdfdf #e8e8e8 #1d1d1d #616161 #848484 #767676 #ffffff \
    #767676 #676767 #676767 #1e7546 #d3f3dd #925b0c #fee5ca #bb353d #ffe2e0
    """,
    """
    #0f0f0f #1b1b1b #383838 #2a2a2a #eeeeee #9e9e9e #757575 #767676 #ffffff \
    #767676 #9e9e9e #9e9e9e #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
  (
    "#0b1f4b",
    """
    #f6f7fa #ffffff #dde0e4 #dfe8fa #181d26 #5c616a #7f848d #0b1f4b #ffffff \
    #0b1f4b #0b1f4b #0b1f4b #1e7546 #d3f3dd #905a09 #fee5ca #bb353d #ffe2e0
    """,
    """
    #0d0f13 #191b20 #34383f #1f2a40 #eceef2 #999fa9 #71767e #0b1f4b #ffffff \
    #5b76a9 #829ed4 #829ed4 #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
  (
    "#ff0000",
    """
    #f9f7f4 #ffffff #e4dfd8 #f4ede2 #241b0f #695f53 #8b8277 #ff0000 #1e1406 \
    #ff0000 #d10000 #241b0f #1e7546 #d3f3dd #925b0c #fee5ca #bc363e #ffe2e0
    """,
    """
    #110f0d #1d1b17 #3b3733 #2f2921 #f2eee9 #a79d90 #7d7469 #ff0000 #1e1406 \
    #ff0000 #f17262 #f2eee9 #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
  (
    "#0000ff",
    """
    #f6f7fb #ffffff #dce0e6 #dde8ff #171d29 #5b616e #7e8490 #0000ff #ffffff \
    #0000ff #0000ff #0000ff #1e7546 #d3f3dd #905a09 #fee5ca #bb353d #ffe2e0
    """,
    """
    #0d0f15 #181b22 #333842 #1b2948 #eceef4 #979fad #707682 #0000ff #ffffff \
    #2e69ff #6c9aff #6c9aff #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
  (
    "#00ffff",
    """
    #f4f8f8 #ffffff #d8e2e2 #cdf0ef #0e2120 #536565 #758786 #00ffff #031a1a \
    #009393 #007373 #007373 #1e7546 #d3f3dd #925b0c #fee5ca #bc363e #ffe2e0
    """,
    """
    #091111 #131d1d #2d3b3b #003131 #e9f0f0 #8fa3a2 #697a79 #00ffff #031a1a \
    #00ffff #00ffff #00ffff #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
  (
    "#ff00ff",
    """
    #f9f6f9 #ffffff #e3dde3 #f6e0f4 #231923 #685d67 #8a7f89 #ff00ff #1d111d \
    #e600e6 #b600b6 #b600b6 #1c7445 #d3f3dd #905a09 #fee5ca #b9333c #ffe2e0
    """,
    """
    #120e12 #1f191e #3d353d #3a1e39 #f2edf1 #a69aa5 #7c727c #ff00ff #1d111d \
    #ff00ff #d377d0 #d377d0 #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
  (
    "#d4af37",
    """
    #f9f7f4 #ffffff #e4dfd8 #f4ede2 #241b0f #695f53 #8b8277 #d4af37 #1e1406 \
    #a18000 #7d6300 #241b0f #1e7546 #d3f3dd #925b0c #fee5ca #bc363e #ffe2e0
    """,
    """
    #110f0d #1d1b17 #3b3733 #2f2921 #f2eee9 #a79d90 #7d7469 #d4af37 #1e1406 \
    #d4af37 #d4af37 #f2eee9 #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
  (
    "#e2001a",
    """
    #f9f7f4 #ffffff #e4dfd8 #f4ede2 #241b0f #695f53 #8b8277 #e2001a #ffffff \
    #e2001a #d10017 #241b0f #1e7546 #d3f3dd #925b0c #fee5ca #bc363e #ffe2e0
    """,
    """
    #110f0d #1d1b17 #3b3733 #2f2921 #f2eee9 #a79d90 #7d7469 #e2001a #ffffff \
    #e81321 #f27167 #f2eee9 #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
  (
    "#ffcc00",
    """
    #f9f7f4 #ffffff #e4dfd8 #f4ede2 #241b0f #695f53 #8b8277 #ffcc00 #1e1406 \
    #a18000 #7f6400 #241b0f #1e7546 #d3f3dd #925b0c #fee5ca #bc363e #ffe2e0
    """,
    """
    #110f0d #1d1b17 #3b3733 #2f2921 #f2eee9 #a79d90 #7d7469 #ffcc00 #1e1406 \
    #ffcc00 #fbcd3c #f2eee9 #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
  (
    "#1d9bf0",
    """
    #f5f8fb #ffffff #dae0e6 #d5ebff #131e28 #57636d #7a858f #1d9bf0 #0a1723 \
    #0089da #006bac #006bac #1e7546 #d3f3dd #925b0c #fee5ca #bb353d #ffe2e0
    """,
    """
    #0b1014 #161c21 #303941 #0b2c46 #eaeff4 #94a0ac #6c7781 #1d9bf0 #0a1723 \
    #1d9bf0 #30a6fb #30a6fb #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
  (
    "#2e7d32",
    """
    #f5f8f5 #ffffff #dce1db #daefd9 #162015 #5a6459 #7d877c #2e7d32 #ffffff \
    #2e7d32 #26762b #26762b #1e7546 #d3f3dd #925b0c #fee5ca #bc363e #ffe2e0
    """,
    """
    #0c110c #171d17 #323b32 #153216 #ebf0eb #97a296 #6f796e #2e7d32 #ffffff \
    #37853a #66b467 #66b467 #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
  (
    "#6b21a8",
    """
    #f8f7fa #ffffff #e1dee5 #ede2fc #1f1a27 #635e6b #85808d #6b21a8 #ffffff \
    #6b21a8 #6b21a8 #6b21a8 #1c7445 #d3f3dd #905a09 #fee5ca #b9333c #ffe2e0
    """,
    """
    #100e14 #1c1a20 #3a3640 #302242 #efedf3 #a19baa #787380 #6b21a8 #ffffff \
    #9654da #b482ef #b482ef #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
  (
    "#f0f0f0",
    """
    #f7f7f7 #ffffff #dfdfdf #e8e8e8 #1d1d1d #616161 #848484 #f0f0f0 #161616 \
    #838383 #666666 #666666 #1e7546 #d3f3dd #925b0c #fee5ca #bb353d #ffe2e0
    """,
    """
    #0f0f0f #1b1b1b #383838 #2a2a2a #eeeeee #9e9e9e #757575 #f0f0f0 #161616 \
    #f0f0f0 #f0f0f0 #f0f0f0 #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
  (
    "#0a0a0a",
    """
    #f7f7f7 #ffffff #dfdfdf #e8e8e8 #1d1d1d #616161 #848484 #0a0a0a #ffffff \
    #0a0a0a #0a0a0a #0a0a0a #1e7546 #d3f3dd #925b0c #fee5ca #bb353d #ffe2e0
    """,
    """
    #0f0f0f #1b1b1b #383838 #2a2a2a #eeeeee #9e9e9e #757575 #0a0a0a #ffffff \
    #757575 #9e9e9e #9e9e9e #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
  (
    "#c0ffee",
    """
    #f6f8f7 #ffffff #dce1df #dbede7 #161f1d #5a6361 #7d8683 #c0ffee #0e1916 \
    #538f80 #357163 #357163 #1e7546 #d3f3dd #925b0c #fee5ca #bc363e #ffe2e0
    """,
    """
    #0c100f #171c1b #333a38 #16302a #ebefee #97a19e #6e7774 #c0ffee #0e1916 \
    #c0ffee #c0ffee #c0ffee #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
  (
    "#a5cd68",
    """
    #f6f8f4 #ffffff #dee1da #e1edd3 #1a1f12 #5d6356 #808679 #a5cd68 #121909 \
    #6a8f26 #507100 #507100 #1e7546 #d3f3dd #925b0c #fee5ca #bc363e #ffe2e0
    """,
    """
    #0e100b #191c15 #353a30 #222f0b #edefea #9ba193 #71776a #a5cd68 #121909 \
    #a5cd68 #a5cd68 #a5cd68 #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
  (
    "#4d3c1a",
    """
    #f8f7f6 #ffffff #e1dfdc #ede7dc #201c17 #64615b #86837e #4d3c1a #ffffff \
    #4d3c1a #4d3c1a #4d3c1a #1e7546 #d3f3dd #905a09 #fee5ca #bb353d #ffe2e0
    """,
    """
    #110f0d #1c1b18 #3a3833 #31291a #f0eeec #a19e97 #787570 #4d3c1a #ffffff \
    #857350 #af9c78 #af9c78 #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
  (
    "#ca264e",
    """
    #f9f7f4 #ffffff #e4dfd8 #f4ede2 #241b0f #695f53 #8b8277 #ca264e #ffffff \
    #ca264e #c6204b #241b0f #1e7546 #d3f3dd #925b0c #fee5ca #bc363e #ffe2e0
    """,
    """
    #110f0d #1d1b17 #3b3733 #2f2921 #f2eee9 #a79d90 #7d7469 #ca264e #ffffff \
    #d73558 #f06f80 #f2eee9 #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
  (
    "#18b8ff",
    """
    #f4f8fa #ffffff #dae1e5 #d2ecfd #111f27 #55636c #79868e #18b8ff #071822 \
    #008cc4 #006e9b #006e9b #1e7546 #d3f3dd #925b0c #fee5ca #bb353d #ffe2e0
    """,
    """
    #0a1014 #151c21 #2f3a40 #012e44 #eaeff3 #92a1ab #6a777f #18b8ff #071822 \
    #18b8ff #18b8ff #18b8ff #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
  (
    "#25165e",
    """
    #f7f7fb #ffffff #dfdfe6 #e5e5ff #1b1b28 #5f5f6d #828290 #25165e #ffffff \
    #25165e #25165e #25165e #1e7546 #d3f3dd #905a09 #fee5ca #bb353d #ffe2e0
    """,
    """
    #0f0f15 #1a1a21 #373741 #272546 #eeeef4 #9c9dac #747481 #25165e #ffffff \
    #726dbc #9793e6 #9793e6 #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
  (
    "#3031d0",
    """
    #f6f7fb #ffffff #dddfe6 #dfe7ff #191c29 #5c616e #7f8390 #3031d0 #ffffff \
    #3031d0 #3031d0 #3031d0 #1e7546 #d3f3dd #905a09 #fee5ca #bb353d #ffe2e0
    """,
    """
    #0d0f15 #191b22 #343842 #1f2848 #eceef4 #999ead #717582 #3031d0 #ffffff \
    #4f64ff #7c96ff #7c96ff #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
  (
    "#bb3b93",
    """
    #f9f7f4 #ffffff #e4dfd8 #f4ede2 #241b0f #695f53 #8b8277 #bb3b93 #ffffff \
    #bb3b93 #b1318a #241b0f #1e7546 #d3f3dd #925b0c #fee5ca #bc363e #ffe2e0
    """,
    """
    #110f0d #1d1b17 #3b3733 #2f2921 #f2eee9 #a79d90 #7d7469 #bb3b93 #ffffff \
    #c3439a #e072b9 #f2eee9 #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
  (
    "#1db208",
    """
    #f6f8f5 #ffffff #dce1db #dbeed8 #162015 #5a6459 #7d877c #1db208 #0e190d \
    #139900 #0c7700 #0c7700 #1e7546 #d3f3dd #925b0c #fee5ca #bc363e #ffe2e0
    """,
    """
    #0d110c #171d17 #333a32 #173114 #ecf0eb #97a296 #6e786d #1db208 #0e190d \
    #1db208 #5eb654 #5eb654 #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
  (
    "#6deceb",
    """
    #f4f8f8 #ffffff #d9e2e1 #cfefef #0f2020 #546564 #768686 #6deceb #041a1a \
    #009392 #007373 #007373 #1e7546 #d3f3dd #925b0c #fee5ca #bc363e #ffe2e0
    """,
    """
    #0a1111 #141d1d #2e3b3b #003131 #e9f0f0 #90a3a2 #687878 #6deceb #041a1a \
    #6deceb #6deceb #6deceb #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
  (
    "#1332a1",
    """
    #f6f7fb #ffffff #dce0e6 #dde8ff #171d29 #5b616e #7e8490 #1332a1 #ffffff \
    #1332a1 #1332a1 #1332a1 #1e7546 #d3f3dd #905a09 #fee5ca #bb353d #ffe2e0
    """,
    """
    #0d0f15 #181b22 #333842 #1c2948 #eceef4 #989ead #6f7581 #1332a1 #ffffff \
    #426ee0 #6f9aff #6f9aff #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
  (
    "#2c0146",
    """
    #f8f7fa #ffffff #e1dee5 #eee2fb #201a26 #645e6b #86808c #2c0146 #ffffff \
    #2c0146 #2c0146 #2c0146 #1c7445 #d3f3dd #905a09 #fee5ca #b9333c #ffe2e0
    """,
    """
    #110e13 #1d1920 #3a363f #322240 #f0edf3 #a29ba9 #79737f #2c0146 #ffffff \
    #8b65ae #b28ad7 #b28ad7 #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
  (
    "#de06ce",
    """
    #faf6f9 #ffffff #e4dde2 #f7e0f3 #241922 #695d67 #8a7e88 #de06ce #000000 \
    #de06ce #b900ac #b900ac #1c7445 #d3f3dd #905a09 #fee5ca #b9333c #ffe2e0
    """,
    """
    #130e12 #1f191e #3e353c #3b1e37 #f2edf1 #a79aa4 #7e737c #de06ce #000000 \
    #de06ce #d775ca #d775ca #61b380 #13311f #cb914e #3a250b #f66c6d #401f1f
    """
  ),
]
